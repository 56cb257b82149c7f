"""A bank ledger: exceptions of its own, transactions that roll back, an audit at the end."""

from contextlib import contextmanager


class BankError(Exception):
    """Base of everything the bank refuses; `code` goes into the log."""

    code = "E00"

    def __str__(self):
        return f"[{self.code}] {super().__str__()}"


class UnknownAccount(BankError, LookupError):
    code = "E01"


class InsufficientFunds(BankError):
    code = "E02"

    def __init__(self, account, wanted):
        super().__init__(f"{account.owner} has {money(account.balance)}, wanted {money(wanted)}")
        self.missing = wanted - account.balance


class Frozen(BankError):
    code = "E03"


class InvalidAmount(BankError, ValueError):
    code = "E04"


def money(cents):
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100:,}.{abs(cents) % 100:02}"


def parse_money(text):
    try:
        whole, _, part = text.replace(",", "").partition(".")
        if part and len(part) != 2:
            raise ValueError("two digits after the point")
        cents = int(whole) * 100 + int(part or 0)
    except ValueError as e:
        raise InvalidAmount(f"not an amount: {text!r}") from e
    if cents <= 0:
        raise InvalidAmount(f"must be positive: {text!r}")
    return cents


class Account:
    overdraft = 0

    def __init__(self, owner):
        self.owner = owner
        self.balance = 0
        self.frozen = False
        self.history = []

    def change(self, cents, what):
        if self.frozen:
            raise Frozen(f"account of {self.owner}")
        if self.balance + cents < -self.overdraft:
            raise InsufficientFunds(self, -cents)
        self.balance += cents
        self.history.append((what, cents))

    def __repr__(self):
        return f"<{type(self).__name__} {self.owner} {money(self.balance)}>"


class Premium(Account):
    overdraft = 50_000

    def change(self, cents, what):
        super().change(cents, what)
        if cents >= 100_000:
            super().change(cents // 100, "bonus")


class Bank:
    def __init__(self):
        self.accounts = {}
        self.log = []

    def open(self, owner, kind=Account):
        if owner in self.accounts:
            raise BankError(f"{owner} has an account")
        self.accounts[owner] = kind(owner)

    def __getitem__(self, owner):
        try:
            return self.accounts[owner]
        except KeyError:
            raise UnknownAccount(owner) from None

    @contextmanager
    def transaction(self, name):
        """All or nothing: balances and histories go back if the body fails."""
        saved = {a: (a.balance, len(a.history)) for a in self.accounts.values()}
        try:
            yield self
        except BankError as e:
            for account, (balance, length) in saved.items():
                account.balance = balance
                del account.history[length:]
            self.log.append(f"{name}: rolled back: {e}")
            raise
        else:
            self.log.append(f"{name}: done")
        finally:
            assert sum(a.balance for a in self.accounts.values()) == sum(
                cents for a in self.accounts.values() for _, cents in a.history
            ), "ledger doesn't add up"

    def transfer(self, source, target, cents):
        self[source].change(-cents, f"to {target}")
        self[target].change(cents, f"from {source}")

    def run(self, line):
        verb, *args = line.split()
        with self.transaction(line):
            if verb == "open":
                self.open(args[0], *[{"premium": Premium}[k] for k in args[1:]])
            elif verb == "deposit":
                self[args[0]].change(parse_money(args[1]), "deposit")
            elif verb == "withdraw":
                self[args[0]].change(-parse_money(args[1]), "withdrawal")
            elif verb == "transfer":
                *sources, target, amount = args
                share, rest = divmod(parse_money(amount), len(sources))
                for i, source in enumerate(sources):
                    self.transfer(source, target, share + (i < rest))
            elif verb in ("freeze", "thaw"):
                self[args[0]].frozen = verb == "freeze"
            else:
                raise BankError(f"unknown command {verb}")


SCRIPT = """open alice
open bob premium
open carol
open bob
deposit alice 1,500.00
deposit bob 2000.00
withdraw alice 200.5
withdraw alice 200.50
transfer alice bob 5000
transfer bob carol 2,400.00
transfer alice bob carol 1000.01
transfer carol dave 1.00
freeze carol
transfer alice carol 5
deposit carol 1
thaw carol
deposit carol x
deposit carol -5
dance now
transfer alice carol bob 200.01"""

bank = Bank()
problems = {}
for line in SCRIPT.split("\n"):
    try:
        bank.run(line)
    except InsufficientFunds as e:
        problems.setdefault(type(e).__name__, []).append(money(e.missing))
    except LookupError as e:
        problems.setdefault("lookup", []).append((e.args[0], isinstance(e, BankError), e.__cause__))
    except (BankError, ValueError) as e:
        problems.setdefault(type(e).__name__, []).append(repr(e.__cause__))
print("\n".join(bank.log))
print(problems)
for account in bank.accounts.values():
    print(account, [f"{what} {money(cents)}" for what, cents in account.history])
try:
    with bank.transaction("bad audit"):
        bank["alice"].balance += 1
except AssertionError as e:
    print("audit:", e)
