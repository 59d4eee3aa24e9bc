# The parts of an augmented target are evaluated once.
def index():
    print("index")
    return 0
values = [1]
def get():
    print("get")
    return values
get()[index()] += 5
print(values)
