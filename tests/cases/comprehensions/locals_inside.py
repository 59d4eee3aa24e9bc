def f():
    x=1
    print([sorted(locals()) for i in range(1)])
    print([eval('i+x') for i in range(2)])
    print({k:eval('k') for k in 'ab'})
    [exec('print(i)') for i in range(2)]
    print(list(sorted(locals()) for i in range(1)))
f()
class C:
    y=2
    z=[sorted(locals()) for i in range(1)]
    print(z)
print([eval('q') for q in range(3)])
print(['q' in locals() for q in range(3)])
print(['q' in globals() for q in range(3)])
