# Two decimals of 16 digits are equally near to these floats: the one with an even last digit is it.
print(29892172902.758186 % 1)
for words in ("0x1.842d77fe0000ap-1", "0x1.c1a12d2fc3978p-14"):
    print(float.fromhex(words))
x = 0.75818634033203125
print(x, -x, f"{x}", "%r" % x, complex(x, -x), [x])
for x in (5e-324, 1.7976931348623157e308, 2.2250738585072014e-308, 9007199254740993.0, 1e15, 1e16, 123456789012345678.0, 0.0001, 0.00001, 1.5e-5):
    print(x, -x)
print(complex(0, -0.0), complex(-0.0, 1), complex(1j, -0.0), complex(0, 1j), complex(-0.0, -0.0))
