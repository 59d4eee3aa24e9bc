# x if test else y evaluates one of them.
def say(x):
    print("say", x)
    return x
print(say(1) if True else say(2))
print(say(1) if [] else say(2))
print([i if i % 2 else -i for i in range(5)])
print((lambda n: "neg" if n < 0 else "zero" if n == 0 else "pos")(0))
