type A = int
type A[T] = list[T]
type A[T, *Ts, **P] = x
type A[T: int, U: (int, str) = int, *Ts = *tuple[int], **P = [int]] = x
type A[T,] = x
type type = type
type match[case] = case
def f[T](a: T) -> T: pass
async def f[*Ts = *a](): pass
class C[T = int](Base): pass
class C[**P]: pass
type = 1
type(x)
type[x]
type.x
type
print(type)
type, x = y
type: int
for type in x: pass
lambda type: type
