# HTTP's numbers and words.
from http import HTTPStatus, HTTPMethod

print(
    HTTPStatus.OK,
    HTTPStatus(404).phrase,
    HTTPStatus.NOT_FOUND.description,
    repr(HTTPStatus.OK),
    HTTPStatus.OK == 200,
    HTTPStatus.OK.is_success,
    HTTPMethod.GET,
    repr(HTTPMethod.GET),
    HTTPMethod.GET.description,
    len(HTTPStatus),
)
try:
    HTTPStatus(999)
except ValueError as e:
    print(e)
