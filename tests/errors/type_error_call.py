# A wrong number of arguments.
class Shape:
    def area(self, width, height):
        return width * height


Shape().area(
    3
)
