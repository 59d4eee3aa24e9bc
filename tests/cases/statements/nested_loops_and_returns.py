# break leaves the inner loop, return leaves all.
def find(grid, wanted):
    for y, row in enumerate(grid):
        for x, cell in enumerate(row):
            if cell is None:
                break
            if cell == wanted:
                return x, y
        else:
            print("row", y, "searched")
    return None
grid = [[1, 2], [3, None, 4], [5, 6]]
print(find(grid, 6))
print(find(grid, 4))
