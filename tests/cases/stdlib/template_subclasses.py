from string import Template


class Percent(Template):
    delimiter = '%'
    idpattern = '[a-z]+_[a-z]+'


class Braces(Template):
    braceidpattern = '[0-9]+'


class Own(Template):
    pattern = r'(?P<escaped>@{2})|@(?P<named>[a-z]+)|@{(?P<braced>[a-z]+)}|(?P<invalid>@)'


print(Percent('%with_under %notunder %%').safe_substitute(with_under='x', notunder='y'))
print(Braces('${0} $who').substitute({'0': 'z', 'who': 't'}))
print(Own('@x @@ @{y}').substitute(x=1, y=2))
for template in (Percent('% '), Own('@1'), Template('a\n $ b'), Template('$')):
    try:
        template.substitute()
    except ValueError as error:
        print(error)
