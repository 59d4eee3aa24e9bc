# HTML in pieces, of tag soup and text that comes bit by bit, too.
from html.parser import HTMLParser
class P(HTMLParser):
    def handle_starttag(self, tag, attrs): print('start', tag, attrs, self.getpos(), self.get_starttag_text())
    def handle_endtag(self, tag): print('end', tag)
    def handle_startendtag(self, tag, attrs): print('se', tag, attrs)
    def handle_data(self, data): print('data', repr(data))
    def handle_comment(self, data): print('comment', repr(data))
    def handle_entityref(self, n): print('ent', n)
    def handle_charref(self, n): print('char', n)
    def handle_decl(self, d): print('decl', d)
    def handle_pi(self, d): print('pi', d)
    def unknown_decl(self, d): print('unk', d)
p = P()
p.feed('''<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
<html><head><title>Test</title><style type="text/css">#python { color: green }</style>
<script type="text/javascript">alert("<strong>hello!</strong>");</script></head>
<body class=a id='b' checked data-x="a &amp; b &lt;"><!-- a comment --><!--[if IE 9]>IE-specific content<![endif]-->
<img src="python-logo.png" alt="The Python logo"><br/><p>a &gt; b &#62; &#x3E; &eacute; & x &amp</p>
<p><a class=link href=#main>tag soup</p ></a><?xml version="1"?> a < b <1 </ x></ div>
''')
p.feed('<a href="'); p.feed('x">'); p.feed('rest &am'); p.close()
p = P(convert_charrefs=False)
p.feed('a &gt; b &#62; &#x3E; <b>x</b> &foo <![CDATA[ x ]]> y'); p.close()
class Links(HTMLParser):
    def __init__(self):
        super().__init__(); self.links = []; self.depth = 0
    def handle_starttag(self, tag, attrs):
        if tag == 'a': self.links.append(dict(attrs).get('href'))
l = Links(); l.feed('<A HREF="x">1</A><a href>2</a><a>3</a><a href=y/z class="">'); print(l.links); l.reset(); print(l.rawdata)
