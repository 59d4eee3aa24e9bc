# Entries whose key or value has died are gone.
import gc
import weakref


class Thing:
    def method(self):
        return 9


def use():
    a, b = Thing(), Thing()
    values = weakref.WeakValueDictionary(a=a, b=b)
    keys = weakref.WeakKeyDictionary({a: 1, b: 2})
    members = weakref.WeakSet([a, b])
    print(sorted(values), sorted(keys.values()), len(members), a in members, values.get('a') is a)
    method = weakref.WeakMethod(b.method)
    print(method()())
    del a
    gc.collect()
    print(list(values), list(keys.values()), len(members), 'a' in values)
    return members


members = use()
gc.collect()
print(len(members))
