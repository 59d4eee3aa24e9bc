# A call of None.
handler = None
handler(1)
