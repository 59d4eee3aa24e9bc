# A key is shown by its repr.
settings = {"one": {}}
print(settings["one"]["two words"])
