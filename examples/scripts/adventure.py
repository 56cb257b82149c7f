"""A text adventure as a state machine, played by a script of commands."""

ROOMS = {
    "hall": {
        "text": "A draughty hall.",
        "exits": {"north": "library", "east": "kitchen", "down": "cellar"},
        "items": ["coat"],
    },
    "library": {"text": "Books from floor to ceiling.", "exits": {"south": "hall"}, "items": ["map", "candle"]},
    "kitchen": {"text": "Something is cooking.", "exits": {"west": "hall"}, "items": ["matches", "knife"]},
    "cellar": {"text": "Damp stone walls.", "exits": {"up": "hall", "west": "vault"}, "items": ["chest"], "dark": True},
    "vault": {"text": "Gold everywhere!", "exits": {"east": "cellar"}, "items": ["gold"]},
}
FIXED = {"chest"}
WAYS = ("north", "south", "east", "west", "up", "down")
SYNONYMS = {"n": "north", "s": "south", "e": "east", "w": "west", "u": "up", "d": "down", "get": "take", "i": "inventory", "l": "look"}


class GameOver(Exception):
    def __init__(self, message, won=False):
        super().__init__(message)
        self.won = won


class Refused(Exception):
    """The player can't do that; the message is shown and a turn isn't counted."""


def command(*, words=1):
    """Mark a method as a command that takes `words` further words."""

    def mark(method):
        method.command_words = words
        return method

    return mark


class Game:
    commands = {}

    def __init_subclass__(cls):
        cls.commands = {
            name.removeprefix("do_"): method
            for name, method in vars(cls).items()
            if hasattr(method, "command_words")
        }

    def __init__(self, rooms):
        self.rooms = {name: {**room, "items": list(room["items"])} for name, room in rooms.items()}
        self.place = "hall"
        self.carried = []
        self.flags = set()
        self.turns = 0

    @property
    def room(self):
        return self.rooms[self.place]

    @property
    def can_see(self):
        return not self.room.get("dark") or "lit" in self.flags

    def play(self, script):
        self.describe()
        for line in script:
            print(">", line)
            try:
                self.step(line)
                self.turns += 1
            except Refused as e:
                print(e)
            except GameOver as e:
                print(e)
                print(f"You {'won' if e.won else 'lost'} in {self.turns + 1} turns.")
                return e.won
        print("The script ends here.")

    def step(self, line):
        words = [SYNONYMS.get(w, w) for w in line.lower().split()]
        if not words:
            raise Refused("Say something.")
        if words[:2] == ["pick", "up"]:
            words[:2] = ["take"]
        elif len(words) == 1 and words[0] in WAYS:
            words.insert(0, "go")
        verb, *rest = words
        method = self.commands.get(verb)
        if method is None:
            raise Refused(f"I don't know how to {verb}.")
        if len(rest) != method.command_words:
            raise Refused(f"{verb} what?" if not rest else "That's too much at once.")
        method(self, *rest)

    def describe(self):
        if not self.can_see:
            print("It is pitch dark.")
            return
        print(self.room["text"], "Exits:", ", ".join(sorted(self.room["exits"])) + ".")
        if self.room["items"]:
            print("Here:", ", ".join(self.room["items"]) + ".")


class House(Game):
    @command()
    def do_go(self, way):
        target = self.room["exits"].get(way)
        if target is None:
            raise Refused(f"There is no way {way}.")
        if target == "vault":
            if not self.can_see:
                raise GameOver("You stumble in the dark and break your neck.")
            if "open" not in self.flags:
                raise Refused("The vault is locked.")
        self.place = target
        self.describe()

    @command()
    def do_take(self, item):
        if item not in self.room["items"] or not self.can_see:
            raise Refused(f"There is no {item} here.")
        if item in FIXED:
            raise Refused(f"The {item} is far too heavy.")
        if len(self.carried) == 3:
            raise Refused("Your hands are full.")
        self.room["items"].remove(item)
        self.carried.append(item)
        print("Taken.")
        if item == "gold":
            raise GameOver("The gold is yours!", won=True)

    @command()
    def do_drop(self, item):
        if item not in self.carried:
            raise Refused(f"You have no {item}.")
        self.carried.remove(item)
        self.room["items"].append(item)
        print("Dropped.")

    @command(words=0)
    def do_inventory(self):
        print("You carry", ", ".join(sorted(self.carried)) or "nothing", end=".\n")

    @command(words=0)
    def do_look(self):
        self.describe()

    @command()
    def do_light(self, item):
        missing = {"candle", "matches"} - set(self.carried)
        if item != "candle" or missing:
            raise Refused(f"You need {' and '.join(sorted(missing)) or 'something else'} for that.")
        self.flags.add("lit")
        print("The candle burns.")
        if self.room.get("dark"):
            self.describe()

    @command()
    def do_open(self, item):
        if item != "chest" or item not in self.room["items"] or not self.can_see:
            raise Refused("You can't open that.")
        if "knife" not in self.carried:
            raise Refused("The lid is stuck; something flat would help.")
        self.flags.add("open")
        print("Inside is a lever. You pull it: a door opens in the west.")


WIN = """look
take coat
n
get map
pick up candle
take everything now
s
e
take matches
drop map
take matches
light candle
xyzzy
take
w
drop coat
e
take knife
w
i
d
take chest
west
open chest
w
take gold
drop candle
drop gold
take gold"""
for script in (WIN.split("\n"), ["down", "look", "take chest", "up", "d", "w"], ["dance", "", "sw", "e"]):
    print("=" * 30)
    game = House(ROOMS)
    print(game.play(script), sorted(game.flags), game.place)
print(sorted(House.commands))
