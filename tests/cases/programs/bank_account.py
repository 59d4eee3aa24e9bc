# Classes, exceptions and properties together.
class InsufficientFunds(Exception):
    def __init__(self, need, have):
        super().__init__(f"need {need}, have {have}")
        self.missing = need - have
class Account:
    def __init__(self, owner, balance=0): self.owner, self._balance, self.log = owner, balance, []
    @property
    def balance(self): return self._balance
    def withdraw(self, n):
        if n > self._balance: raise InsufficientFunds(n, self._balance)
        self._balance -= n
        self.log.append(("out", n))
    def deposit(self, n):
        if n <= 0: raise ValueError("not positive")
        self._balance += n
        self.log.append(("in", n))
a = Account("Ann", 100)
for action, n in (("withdraw", 30), ("withdraw", 100), ("deposit", -1), ("deposit", 50)):
    try:
        getattr(a, action)(n)
    except (InsufficientFunds, ValueError) as error:
        print(type(error).__name__, error, getattr(error, "missing", None))
print(a.balance, a.log)
