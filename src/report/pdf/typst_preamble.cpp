// SPDX-License-Identifier: Apache-2.0
#include "report/pdf/typst_source.hpp"

namespace redthread::report {

/// Typst functions that a document is made of, a page that is calm and dense, and one accent: the
/// red of the thread. It says no word of its own: `say` stands before it.
std::string_view typst_preamble() {
  static constexpr std::string_view preamble = R"typst(
#let ink = rgb("#1d2327")
#let soft = rgb("#545d64")
#let line-colour = rgb("#d3d8dc")
#let thread = rgb("#9f1b32")
#let fills = (pale_green: rgb("#eef7e4"), green: rgb("#ddf0e1"), yellow: rgb("#fdf1c7"),
  orange: rgb("#fcddc0"), red: rgb("#fadedb"), shaded: rgb("#eceef0"))
#let hair = .4pt + line-colour
#let strong-line = .7pt + ink
#let fonts = ("Open Sans", "DejaVu Sans", "Noto Color Emoji")
#let right-to-left-fonts = ("DejaVu Sans", "Noto Color Emoji")

// One line of a head or a foot, cut where it would not fit.
#let strip(words) = box(height: .95em, clip: true, words)

#set document(title: say.title, author: if say.publisher == "" { () } else { say.publisher }, date: none)
#set text(font: fonts, fallback: false, lang: say.lang, region: say.region, size: 9.6pt, fill: ink,
  hyphenate: true, number-width: "tabular", number-type: "lining")
#set par(justify: false, leading: .62em, spacing: .95em)
#set page(
  paper: "a4",
  margin: (left: 20mm, right: 19mm, top: 25mm, bottom: 21mm),
  header-ascent: 7mm,
  footer-descent: 7mm,
  header: context {
    let page = here().page()
    if page > 1 {
      let chapters = query(heading.where(level: 1, outlined: true))
      let here = chapters.filter(it => it.location().page() == page)
      let before = chapters.filter(it => it.location().page() < page)
      let chapter = if here.len() > 0 { here.first() } else { before.at(-1, default: none) }
      set text(size: 7.6pt, fill: soft, hyphenate: false)
      set par(leading: .4em)
      grid(columns: (1fr, 1fr), align: (start, end), column-gutter: 6mm,
        strip(say.title), if chapter != none { strip(chapter.body) })
      v(-1.5mm)
      line(length: 100%, stroke: hair)
    }
  },
  footer: context {
    set text(size: 7.6pt, fill: soft)
    grid(columns: (1fr, auto), column-gutter: 6mm, strip(say.publisher),
      say.page + str(here().page()) + say.of + str(counter(page).final().first()))
  },
)
#show link: set text(fill: thread)
#show heading: set text(weight: 600, fill: ink, hyphenate: false)
#show heading: set par(leading: .45em)
#show heading.where(level: 1): set text(size: 15.5pt)
#show heading.where(level: 2): set text(size: 11.8pt)
#show heading.where(level: 3): set text(size: 10.2pt)
#show heading.where(level: 4): set text(size: 9.6pt, fill: soft)
#show heading.where(level: 1): set block(above: 10mm, below: 4mm)
#show heading.where(level: 2): set block(above: 6.5mm, below: 2.8mm)
#show heading.where(level: 3): set block(above: 5mm, below: 2.4mm)
#show heading.where(level: 4): set block(above: 4.4mm, below: 2.2mm)
#set list(indent: 1mm, body-indent: 2.2mm, spacing: .7em, marker: text(fill: thread, "•"))
#set enum(indent: 1mm, body-indent: 2.2mm, spacing: .7em)
#set table(stroke: (x, y) => (bottom: hair), inset: (x: 1.1mm, top: 1.25mm, bottom: 1.45mm))
#set table.cell(breakable: false)
#set figure(gap: 1.6mm, numbering: none, supplement: none)
#set figure.caption(position: top, separator: none)
#show figure: set align(start)
#show figure: set block(breakable: true, above: 0pt, below: 0pt)
#show figure.caption: set align(start)
#show figure.caption: set block(sticky: true)
#show quote.where(block: true): it => block(width: 100%, above: 1.3em, below: 1.3em,
  inset: (left: 4mm, y: .6mm), stroke: (left: 1.6pt + line-colour), it.body)
#set quote(block: true)

// Texts.
#let f(words) = text(fill: rgb("#1d2328"), words)
#let g(words) = text(fill: rgb("#1d2329"), words)
#let b(body) = text(weight: 600, body)
#let o(body) = text(fill: rgb("#3b444a"), body)
#let r(body) = text(font: right-to-left-fonts, body)
#let k(body) = box(body)
#let key(words) = text(font: ("DejaVu Sans Mono", ..fonts), size: .82em, fill: soft, weight: 400, words)
#let small(body) = text(size: .88em, fill: soft, body)
#let section(level, mark, words, outlined: true) = {
  let made = heading(level: level, outlined: outlined, bookmarked: true, words)
  if mark == none { made } else [#made #label(mark)]
}
#let lead(body) = par(text(size: 1.12em, body))
// A byline follows, which is never alone on a page.
#let signed(body) = block(sticky: true, above: .95em, below: .95em, par(body))
#let byline(words) = par(small(words))

#let cover(subtitle, status) = block(width: 100%, below: 9mm, stroke: (left: 2pt + thread),
  inset: (left: 5mm, y: 1.5mm), {
    if say.publisher != "" { par(text(fill: thread, weight: 600, say.publisher)) }
    block(above: 3.4mm, below: 3.4mm, {
      set par(leading: .4em)
      show title: set text(size: 25pt, weight: 600, hyphenate: false)
      show title: set block(above: 0pt, below: 0pt)
      title(say.title)
    })
    if subtitle != "" { par(text(size: 11.5pt, fill: soft, subtitle)) }
    if status != "" {
      par(box(stroke: .6pt + soft, radius: 1.2pt, inset: (x: 2mm, y: .9mm), text(size: 8.2pt, status)))
    }
  })

#let contents(words) = {
  show outline.entry: it => link(it.element.location(), it.indented(none, {
    it.body()
    h(1fr)
    it.page()
  }))
  show link: set text(fill: ink)
  show outline.entry: set block(above: .62em)
  show outline.entry.where(level: 1): set text(weight: 600)
  show outline.entry.where(level: 1): set block(above: .95em)
  outline(title: words, depth: 2, indent: 4mm)
}

// Tables. `columns` are fractions, or lists of the texts that a column must hold unbroken. `lines`:
// so many rows that are as high as their texts, so many of one line, and so on in turn.
#let tracks(lines, one) = for (i, rows) in lines.enumerate() { (if calc.odd(i) { one } else { auto },) * rows }
#let hold(size, ..texts) = calc.max(..texts.pos().map(it => measure(text(size: size, weight: 600, it)).width)) + 2.3mm
#let grid-of(size, lines, columns, align, head, ..cells) = context {
  set text(size: size)
  set par(leading: .5em)
  table(
    columns: columns.map(it => if type(it) == array { hold(size, ..it) } else { it }),
    rows: tracks(lines, measure(text(size: size, "0")).height + 2.7mm),
    align: align,
    table.hline(stroke: strong-line),
    ..if head.len() > 0 { (table.header(..head, table.hline(stroke: 1pt + ink)),) },
    ..cells,
  )
}
#let c = table.cell
#let t(body) = text(weight: 600, hyphenate: false, body)
#let rule = table.hline(stroke: strong-line)
#let told(caption, summary, unit) = {
  set par(leading: .45em)
  if caption != "" { text(weight: 600, size: 9.9pt, caption) }
  for words in (summary, unit) {
    if words != "" { if caption != "" { linebreak() }; small(words) }
  }
}
#let notes(lines) = if lines.len() > 0 {
  v(1.7mm, weak: true)
  set text(size: 7.7pt, fill: soft)
  set par(leading: .45em, spacing: .5em)
  for words in lines { par(words) }
}
#let framed(whole, body) = block(width: 100%, breakable: not whole, above: 5mm, below: 6.5mm, body)
#let tabular(mark, whole, caption, lines, body) = framed(whole, {
  let made = if body == none { par(caption) } else { figure(kind: table, caption: caption, body) }
  if mark == none { made } else [#made #label(mark)]
  notes(lines)
})
#let drawn(mark, path, width, description, caption, lines) = framed(true, {
  let made = figure(kind: image, caption: caption,
    layout(room => image(path, width: calc.min(width, room.width), alt: description)))
  if mark == none { made } else [#made #label(mark)]
  notes(lines)
})
#let lying(body) = page(flipped: true, body)
#let comment(body) = quote(block: true, body)
#let formula(words) = par(text(font: ("DejaVu Sans Mono", ..fonts), size: .88em, words))
// `last`: the production note follows, which is never alone on a page.
#let threaded(mark, value, last: false, ..lines) = [#block(breakable: false, sticky: last, above: 0pt, below: 3mm, {
  set text(size: 8pt)
  set par(leading: .45em, spacing: .4em)
  par(text(weight: 600, value))
  for words in lines.pos() { par(words) }
}) #label(mark)]
#let colophon(words) = block(above: 5mm, width: 100%, stroke: (top: hair), inset: (top: 2mm), small(words))
#let defined(name, key-text, last: false, body) = block(breakable: false, sticky: last, above: 0pt, below: 3.2mm, {
  set text(size: 8pt)
  set par(leading: .5em, spacing: .45em)
  par({ text(weight: 600, name + " "); key(key-text) })
  body
})
)typst";
  return preamble;
}

}  // namespace redthread::report
