# The script is __main__.
print(__name__, __file__.rsplit("/", 1)[1])
if __name__ == "__main__":
    print("run")
import __main__
print(__main__.__name__, hasattr(__main__, "__builtins__"))
