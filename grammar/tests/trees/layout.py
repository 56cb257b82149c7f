if a:
	b
	if c:
		d
	e
x = (1,
  2) ; y\
 = 3
if a :  # c
 # d
  b ; c ;


  # e
# f
  d
class C :
  def f ( self ) :
    
    pass

  x = [
1 , # g

2]
y
if a: b; c

z = f(
)
last