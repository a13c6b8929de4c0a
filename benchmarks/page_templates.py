"""Page templates that a text page's story is set into: what a site's HTML puts around it.

Each takes the story (title, paragraphs, a date, a caption) and two other articles of the set as what the page links to,
and gives HTML. The text comes from the data folder at run time; the markup is written for this benchmark.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape as e


@dataclass(frozen=True)
class Piece:
    title: str
    paragraphs: tuple[str, ...]


def semantic(story: Piece, date: str, first: Piece, second: Piece) -> str:
    """A site of today: <article>, JSON-LD, figure, aside, inline teaser, comments."""
    middle = max(1, len(story.paragraphs) // 2)
    body = [f"<p>{e(p)}</p>" for p in story.paragraphs]
    body.insert(
        middle, f'<div class="inline-related"><strong>اقرأ أيضاً:</strong> <a href="/n/1">{e(first.title)}</a></div>'
    )
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{e(story.title)} | صحيفة الأفق</title>
<meta property="og:title" content="{e(story.title)}"><meta property="og:site_name" content="صحيفة الأفق">
<meta property="article:published_time" content="{date}T09:15:00+03:00">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","datePublished":"{date}T09:15:00+03:00"}}</script>
</head><body class="single has-sidebar"><header><a class="logo" href="/"><img alt="صحيفة الأفق"></a><nav><ul><li><a href="/p">سياسة</a></li>
<li><a href="/e">اقتصاد</a></li><li><a href="/s">رياضة</a></li></ul></nav></header><main><article>
<ul class="breadcrumb"><li><a href="/">الرئيسية</a></li><li><a href="/p">سياسة</a></li></ul><h1>{e(story.title)}</h1>
<div class="meta"><span class="by">بقلم: <a href="/a">هناء السالم</a></span> <time datetime="{date}T09:15:00+03:00">{date}</time></div>
<div class="share-buttons"><a href="#">فيسبوك</a><a href="#">واتساب</a><a href="#">انسخ الرابط</a></div>
<figure><img src="x.jpg" alt=""><figcaption>جانب من الحدث (أرشيفية)</figcaption></figure>
<div class="article-body">{"".join(body)}</div>
<div class="tags">الكلمات الدلالية: <a href="/t">خبر</a>، <a href="/t">سياسة</a></div></article>
<section class="related"><h3>مقالات مشابهة</h3><div class="card"><h4><a href="/n/2">{e(second.title)}</a></h4><p>{e(second.paragraphs[0])}</p></div></section>
<section id="comments"><h3>التعليقات (1)</h3><div class="comment"><b>قارئ</b><p>شكراً لكم على هذا الخبر المهم ونتمنى المزيد من التفاصيل.</p></div></section></main>
<aside><h3>الأكثر قراءة</h3><ol><li><a href="/n/1">{e(first.title)}</a></li><li><a href="/n/2">{e(second.title)}</a></li></ol></aside>
<footer><p>© 2010-2026 صحيفة الأفق. جميع الحقوق محفوظة.</p></footer></body></html>"""


def tables(story: Piece, date: str, first: Piece, second: Piece) -> str:
    """A site of 2009: nested tables, <br><br> between paragraphs, no metadata, menus in cells."""
    text = "<br><br>".join(e(p) for p in story.paragraphs)
    return f"""<html dir="rtl"><head><title>جريدة المنبر - محليات - {e(story.title)}</title></head><body bgcolor="#ffffff">
<table width="980" align="center"><tr><td colspan="3"><a href="/">الرئيسية</a> | <a href="/1">محليات</a> | <a href="/2">اقتصاد</a> | <a href="/3">رياضة</a></td></tr>
<tr><td width="180" valign="top"><b>أقسام الموقع</b><br><a href="/1">محليات</a><br><a href="/2">عربي ودولي</a><br><a href="/4">مقالات</a><br><a href="/5">{e(second.title)}</a></td>
<td valign="top"><font size="5"><b>{e(story.title)}</b></font><br><font size="2">تاريخ النشر: {date}</font><br>
<a href="javascript:print()">طباعة</a> <a href="/send">إرسال لصديق</a><br><br><font size="3">{text}</font><br><br>
<table><tr><td>أضف تعليقك</td></tr><tr><td><form><input name="n"> الاسم <textarea></textarea></form></td></tr></table></td>
<td width="180" valign="top"><b>أخبار أخرى</b><br><a href="/7">{e(first.title)}</a><br>{e(first.paragraphs[0])} <a href="/7">التفاصيل</a><br>
<a href="/8">{e(second.title)}</a><br>{e(second.paragraphs[0])} <a href="/8">التفاصيل</a></td></tr>
<tr><td colspan="3" align="center">جميع الحقوق محفوظة لجريدة المنبر 2009</td></tr></table></body></html>"""


def weblog(story: Piece, date: str, first: Piece, second: Piece) -> str:
    """A WordPress theme: div soup, share row above and below, author box, source line, previous and next."""
    middle = max(1, 2 * len(story.paragraphs) // 3)
    body = [f"<p>{e(p)}</p>" for p in story.paragraphs]
    body.insert(middle, f'<p><span style="color:#f00">شاهد أيضا</span> <a href="/b">{e(second.title)}</a></p>')
    return f"""<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{e(story.title)} - موقع نبأ</title><meta name="generator" content="WordPress 5.2"></head>
<body class="rtl post-template-default single single-post"><div id="page" class="hfeed site"><div id="masthead" class="site-header"><div class="site-title">موقع نبأ</div>
<div class="main-menu-container"><ul id="menu-main"><li class="menu-item"><a href="/">الرئيسية</a></li><li class="menu-item"><a href="/c">أخبار</a></li></ul></div></div>
<div id="content" class="site-content"><div id="primary"><div class="post hentry"><div class="entry-header"><h1 class="entry-title">{e(story.title)}</h1>
<div class="entry-meta"><span class="posted-on">نشر في {date}</span> <span class="byline">بواسطة فريق التحرير</span> <span class="views">512 مشاهدة</span></div></div>
<div class="social-share">شارك <a href="#">Facebook</a> <a href="#">Twitter</a></div><div class="entry-content">{"".join(body)}<p>المصدر: وكالات</p>
<p>تابعونا على <a href="#">تلغرام</a></p></div><div class="author-box"><p>فريق التحرير: يتابع محررو الموقع الأخبار على مدار الساعة وينقلونها إليكم.</p></div>
<div class="post-navigation"><a href="/p">الخبر السابق: {e(first.title)}</a> <a href="/n">الخبر التالي: {e(second.title)}</a></div>
<div id="respond"><h3>اترك تعليقاً</h3><p>لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p></div></div></div>
<div id="secondary" class="widget-area"><div class="widget"><h2>أحدث المقالات</h2><ul><li><a href="/f">{e(first.title)}</a><p>{e(first.paragraphs[0])}</p></li></ul></div></div></div>
<div id="colophon" class="site-footer">Copyright © 2026 موقع نبأ</div></div></body></html>"""


def obscured(story: Piece, date: str, first: Piece, second: Piece) -> str:
    """A framework's page: class names say nothing, and a whole other article stands in the story's own container."""
    body = "".join(f'<div class="sc-1x9 kQ">{e(p)}</div>' for p in story.paragraphs)
    other = "".join(f'<div class="sc-1x9 kQ">{e(p)}</div>' for p in first.paragraphs[:4])
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{e(story.title)}</title></head><body><div id="__next"><div class="sc-0a bR">
<div class="sc-0b"><span>شبكة مدار</span><span>Ar</span><span>En</span></div><div class="sc-0c"><a href="/1">العالم</a><a href="/2">اقتصاد</a></div>
<div class="sc-1a"><div class="sc-1t xT">{e(story.title)}</div><div class="sc-1d">نشر: {date} - 10:20 ص</div><div class="sc-1s"><span>مشاركة</span><span>انسخ الرابط</span></div>
<div class="sc-1c">صورة تعبيرية</div>{body}<div class="sc-1h">إقرأ أيضاً</div><div class="sc-1t yT">{e(first.title)}</div>{other}
<div class="sc-1h">قد يهمك</div><div class="sc-1l">{e(second.title)}</div></div><div class="sc-9f">جميع الحقوق محفوظة © شبكة مدار 2026</div></div></div></body></html>"""


TEMPLATES = {"semantic": semantic, "tables": tables, "weblog": weblog, "obscured": obscured}
