# complex(a, b) adds only where an argument is complex itself.
for a, b in [(0.0, -0.0), (-0.0, -0.0), (1, -0.0), (1j, -0.0), (0, 1j), (-0.0, 1j), (1j, 1j)]:
    print(complex(a, b))
print(complex(imag=-0.0), complex('-0j'), complex(-0.0))
