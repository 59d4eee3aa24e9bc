# Complex numbers.
z = 3 + 4j
print(z, z.real, z.imag, abs(z), z.conjugate(), z * 2, z * z, z / 2, -z, z == 3 + 4j, complex(1, -1), complex("1+2j"))
print(1j ** 2, 0j, 1e3j, z + 1, z - 1j)
