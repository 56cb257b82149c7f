# breakpoint: the hook, and PYTHONBREAKPOINT.
import sys, os

def hook(*a, **k):
    print('hook', a, k)
    return 7
sys.breakpointhook = hook
print(breakpoint(1, x=2))
sys.breakpointhook = sys.__breakpointhook__
os.environ['PYTHONBREAKPOINT'] = '0'
print(breakpoint())
os.environ['PYTHONBREAKPOINT'] = 'os.path.join'
print(breakpoint('a', 'b'))
os.environ['PYTHONBREAKPOINT'] = 'int'
print(breakpoint('5'))
os.environ['PYTHONBREAKPOINT'] = 'nope.x'
print(breakpoint('5'))
os.environ['PYTHONBREAKPOINT'] = 'os.nope'
print(breakpoint('5'))
os.environ['PYTHONBREAKPOINT'] = '.'
print(breakpoint('5'))
del sys.breakpointhook
try:
    breakpoint()
except Exception as e:
    print(type(e), e)
print(sys.__breakpointhook__, breakpoint)
