# html and colorsys.
import colorsys
import html

print(html.escape('<a href="x">&\'</a>'), html.unescape('&lt;&amp;&#65;&#x42;&copy;&bogus;&#0;'))
print(colorsys.rgb_to_hsv(.2, .4, .6), colorsys.hsv_to_rgb(.5, .5, .5), colorsys.rgb_to_hls(.2, .4, .6))
print(colorsys.hls_to_rgb(.5, .5, .5), colorsys.rgb_to_yiq(.2, .4, .6))
