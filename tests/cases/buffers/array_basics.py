import array

numbers = array.array('i', [3, 1, 2])
numbers.append(5)
numbers.extend([7, 8])
numbers.insert(0, -1)
print(numbers, len(numbers), numbers.typecode, numbers.itemsize, numbers.tolist())
print(numbers.pop(), numbers.pop(0), numbers.index(2), numbers.count(5), 3 in numbers)
numbers.remove(3)
numbers.reverse()
print(numbers, numbers[1], numbers[-1], numbers[1:], numbers[::-2])
numbers[0] = 70
numbers[1:2] = array.array('i', [8, 9, 10])
del numbers[-1]
print(numbers, numbers + numbers[:1], numbers * 2, array.array('d', [0.5]) == array.array('f', [0.5]))
print(sorted(numbers), max(numbers), list(reversed(numbers)), numbers < array.array('i', [71]))
print(array.array('u', 'añb'), array.array('u', 'añb').tounicode(), array.array('b'), array.typecodes)
numbers += array.array('i', [1])
numbers *= 2
print(numbers)
