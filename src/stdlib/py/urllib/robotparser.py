"""What servers allow robots: the file robots.txt."""

import collections
import time
import urllib.parse
import urllib.request

__all__ = ['RobotFileParser']

RequestRate = collections.namedtuple('RequestRate', 'requests seconds')


class RobotFileParser:
    """The rules of a server."""

    def __init__(self, url=''):
        self.entries, self.sitemaps, self.default_entry = [], [], None
        self.disallow_all = self.allow_all = False
        self.set_url(url)
        self.last_checked = 0

    def mtime(self):
        """When the rules were read."""
        return self.last_checked

    def modified(self):
        """Says that the rules were read now."""
        self.last_checked = time.time()

    def set_url(self, url):
        """Where the rules are."""
        self.url = url
        self.host, self.path = urllib.parse.urlparse(url)[1:3]

    def read(self):
        """Fetches the rules."""
        try:
            with urllib.request.urlopen(self.url) as file:
                self.parse(file.read().decode('utf-8').splitlines())
        except urllib.error.HTTPError as error:
            if error.code in (401, 403):
                self.disallow_all = True
            elif 400 <= error.code < 500:
                self.allow_all = True
            error.close()

    def _add(self, entry):
        if '*' not in entry.useragents:
            self.entries.append(entry)
        elif self.default_entry is None:
            # The first one for all counts.
            self.default_entry = entry

    def parse(self, lines):
        """Reads the rules."""
        entry, rules = _Entry(), False
        self.modified()
        for line in lines:
            if not line:
                if entry.useragents and rules:
                    self._add(entry)
                if rules or entry.useragents:
                    entry, rules = _Entry(), False
                continue
            line = line.partition('#')[0].strip()
            key, colon, value = line.partition(':')
            if not colon:
                continue
            key, value = key.strip().lower(), urllib.parse.unquote(value.strip())
            if key == 'user-agent':
                if rules:
                    self._add(entry)
                    entry, rules = _Entry(), False
                entry.useragents.append(value)
            elif key == 'sitemap':
                self.sitemaps.append(value)
            elif entry.useragents:
                if key in ('disallow', 'allow'):
                    entry.rulelines.append(_Rule(value, key == 'allow'))
                elif key == 'crawl-delay' and value.isdigit():
                    entry.delay = int(value)
                elif key == 'request-rate':
                    numbers = value.split('/')
                    if len(numbers) == 2 and all(number.strip().isdigit() for number in numbers):
                        entry.req_rate = RequestRate(*map(int, numbers))
                else:
                    rules = rules or key in ('crawl-delay', 'request-rate')
                    if key not in ('crawl-delay', 'request-rate'):
                        continue
                rules = True
        if entry.useragents and rules:
            self._add(entry)

    def _entry_of(self, useragent):
        for entry in self.entries:
            if entry.applies_to(useragent):
                return entry
        return self.default_entry

    def can_fetch(self, useragent, url):
        """Whether a robot may fetch an address."""
        if self.disallow_all:
            return False
        if self.allow_all:
            return True
        if not self.last_checked:
            return False
        parts = urllib.parse.urlparse(urllib.parse.unquote(url))
        url = urllib.parse.quote(urllib.parse.urlunparse(('', '', parts.path, parts.params, parts.query, parts.fragment))) or '/'
        entry = self._entry_of(useragent)
        return entry.allowance(url) if entry else True

    def crawl_delay(self, useragent):
        """How many seconds to wait between requests, or None."""
        entry = self._entry_of(useragent) if self.mtime() else None
        return entry.delay if entry else None

    def request_rate(self, useragent):
        """How many requests may be made in how many seconds, or None."""
        entry = self._entry_of(useragent) if self.mtime() else None
        return entry.req_rate if entry else None

    def site_maps(self):
        """The addresses of maps, or None."""
        return self.sitemaps or None

    def __str__(self):
        entries = self.entries + ([self.default_entry] if self.default_entry is not None else [])
        return '\n\n'.join(map(str, entries))


class _Rule:
    """A beginning of paths, and whether they are allowed."""

    def __init__(self, path, allowance):
        if path == '' and not allowance:
            # Nothing is disallowed.
            allowance = True
        path = urllib.parse.urlunparse(urllib.parse.urlparse(path))
        self.path, self.allowance = urllib.parse.quote(path), allowance

    def applies_to(self, filename):
        return self.path == '*' or filename.startswith(self.path)

    def __str__(self):
        return ('Allow' if self.allowance else 'Disallow') + ': ' + self.path


class _Entry:
    """The rules for some robots."""

    def __init__(self):
        self.useragents, self.rulelines, self.delay, self.req_rate = [], [], None, None

    def __str__(self):
        lines = [f'User-agent: {agent}' for agent in self.useragents]
        if self.delay is not None:
            lines.append(f'Crawl-delay: {self.delay}')
        if self.req_rate is not None:
            lines.append(f'Request-rate: {self.req_rate.requests}/{self.req_rate.seconds}')
        return '\n'.join(lines + list(map(str, self.rulelines)))

    def applies_to(self, useragent):
        useragent = useragent.split('/')[0].lower()
        return any(agent == '*' or agent.lower() in useragent for agent in self.useragents)

    def allowance(self, filename):
        for rule in self.rulelines:
            if rule.applies_to(filename):
                return rule.allowance
        return True
