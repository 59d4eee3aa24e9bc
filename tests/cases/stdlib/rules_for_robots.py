# urllib.robotparser: what servers allow robots.
from urllib.robotparser import RobotFileParser

rules = RobotFileParser()
rules.parse('''# comment
User-agent: slow
Crawl-delay: 3
Request-rate: 9/30
Disallow: /tmp/

User-agent: *
Allow: /a/public
Disallow: /a
Sitemap: http://example.org/map.xml
'''.splitlines())
for agent, url in (('any', '/'), ('any', '/a/x'), ('any', '/a/public/1'), ('Slow/1.0', '/a'), ('slow', '/tmp/1'),
                   ('any', 'http://example.org/a%2fb')):
    print(agent, url, rules.can_fetch(agent, url))
print(rules.crawl_delay('slow'), rules.crawl_delay('any'), rules.request_rate('slow'), rules.site_maps())
print(rules)
print(RobotFileParser().can_fetch('any', '/'))
