# Identifiers of 128 bits.
import uuid

it = uuid.UUID('12345678-1234-5678-1234-567812345678')
print(it, repr(it), it.hex, it.version, it.variant, it.fields, it.bytes_le)
print(uuid.uuid5(uuid.NAMESPACE_DNS, 'python.org'), uuid.uuid3(uuid.NAMESPACE_URL, 'x'), uuid.uuid4().version)
print(len({it, uuid.UUID(int=it.int)}), it < uuid.UUID(int=0))
for wrong in (lambda: uuid.UUID('xyz'), lambda: uuid.UUID(), lambda: uuid.UUID(int=-1)):
    try:
        wrong()
    except (TypeError, ValueError) as error:
        print(error)
