# modes: normal
# At exit: imported modules, their globals, objects that use module globals in __del__.
import _exit_helper

print("main runs")


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, _exit_helper is not None and _exit_helper.NAME, len([1, 2]))


b_first = D("b_first")
a_second = D("a_second")
_underscore = D("_underscore")
holder = {"k": D("in dict")}
func_holder = lambda d=D("default of lambda"): d
_exit_helper.attach(D("in helper"))
print("main ends")
