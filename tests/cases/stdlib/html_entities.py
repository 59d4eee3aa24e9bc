# All names of characters are known, with and without a semicolon.
import html
from html.entities import html5, name2codepoint, codepoint2name, entitydefs
print(len(html5), html5['notin;'], name2codepoint['hearts'], codepoint2name[233], entitydefs['euro'])
print(html.unescape('&lt;&eacute;&#65;&notin;&hearts;&notit;&amp &ampx; &#x41;&#1;&#x110000;&nosuch;&'))
