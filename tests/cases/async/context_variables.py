# Each task has its own values.
import asyncio
import contextvars

variable = contextvars.ContextVar('variable', default=0)


async def setter(value):
    variable.set(value)
    await asyncio.sleep(0)
    return variable.get()


async def main():
    print(await asyncio.gather(setter(1), setter(2)), variable.get())


asyncio.run(main())
token = variable.set(5)
print(variable.get(), token.old_value is contextvars.Token.MISSING)
context = contextvars.copy_context()
print(context.run(lambda: variable.set(6) and variable.get()), variable.get(), context[variable])
variable.reset(token)
print(variable.get())
try:
    variable.reset(token)
except RuntimeError as error:
    print('RuntimeError')
try:
    contextvars.ContextVar('unset').get()
except LookupError:
    print('LookupError')
