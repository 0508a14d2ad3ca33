// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include "report/html/html_parts.hpp"

namespace redthread::report {
namespace {

/// One accent: the red of the thread (8.6:1 on white). Status fills are pale behind dark text and
/// always stand with a shape and a word. Sizes are relative, so that a reader's own size holds.
constexpr std::string_view screen_style = R"css(
:root{--ink:#1d2327;--soft:#545d64;--line:#d3d8dc;--pale:#f4f5f6;--thread:#9f1b32;
 --sans:"Segoe UI",-apple-system,"Helvetica Neue",Arial,"Liberation Sans",system-ui,sans-serif;
 --serif:Georgia,"Times New Roman","Liberation Serif",serif}
*{box-sizing:border-box}
html{font-family:var(--sans);color:var(--ink);background:#fff;line-height:1.55;
 -webkit-text-size-adjust:100%;font-variant-numeric:tabular-nums lining-nums;hyphens:manual}
body{margin:0 auto;max-width:68rem;padding:0 1.75rem 3rem 2.75rem;position:relative}
body::before{content:"";position:absolute;left:1rem;top:0;bottom:0;width:2px;background:var(--thread)}
.skip{position:absolute;left:-99rem;top:0;background:#fff;color:var(--thread);padding:.6rem 1rem;z-index:9}
.skip:focus{left:1.5rem}
p,ul,ol,blockquote{max-width:44rem;margin:0 0 .9rem}
li{margin:0 0 .3rem}
h1,h2,h3,h4,h5{line-height:1.22;font-weight:600;margin:2.2rem 0 .6rem;max-width:44rem;text-wrap:balance}
h1{font-family:var(--serif);font-size:2.35rem;margin:.2rem 0 .3rem;letter-spacing:-.01em}
h2{font-family:var(--serif);font-size:1.65rem;margin-top:3.2rem;position:relative}
h2::before{content:"";position:absolute;left:-2.1rem;top:.42em;width:.75rem;height:.75rem;
 border-radius:50%;background:#fff;border:2px solid var(--thread)}
h3{font-size:1.2rem}
h4{font-size:1.03rem}
h5{font-size:.95rem;color:var(--soft)}
a{color:var(--thread);text-underline-offset:.15em}
.cover{padding:3.2rem 0 1.4rem;border-bottom:1px solid var(--line)}
.publisher{margin:0;color:var(--thread);font-weight:600}
.subtitle{font-size:1.15rem;color:var(--soft);margin:0 0 .8rem}
.status{display:inline-block;border:1px solid var(--soft);border-radius:3px;padding:.05rem .6rem;
 font-size:.85rem;margin:0 0 .4rem}
.hint{display:none;font-size:.9rem;color:var(--soft);margin:.6rem 0 0}
.js .hint{display:block}
.lead{font-family:var(--serif);font-size:1.18rem;line-height:1.5}
.toc{margin:1.6rem 0}
.toc h2{font-family:var(--sans);font-size:1.03rem;margin:0 0 .4rem}
.toc h2::before{display:none}
.toc ol{list-style:none;padding:0;margin:0}
.toc ol ol{padding-left:1.2rem;font-size:.95rem}
.toc li{margin:.12rem 0}
.toc a{color:inherit;text-decoration:none}
.toc a:hover{text-decoration:underline}
.comment{margin:1rem 0;padding:.1rem 0 .1rem 1rem;border-left:4px solid var(--line)}
.comment p{margin-bottom:.5rem}
.byline{color:var(--soft);font-size:.87rem}
.table{margin:1.5rem 0 1.9rem}
.scroll{overflow-x:auto;max-width:100%}
.scroll:focus-visible{outline:3px solid var(--thread);outline-offset:3px}
.cue{font-size:.84rem;color:var(--soft);margin:0 0 .2rem}
table{border-collapse:collapse;font-size:.9rem;line-height:1.35;min-width:min(100%,34rem)}
caption{text-align:left;padding:0 0 .45rem}
caption .c{position:sticky;left:0;display:inline-block;max-width:min(100%,calc(100vw - 5rem))}
caption strong{display:block;font-size:1.02rem}
caption .unit{display:block;color:var(--soft);font-size:.87rem}
th,td{padding:.32rem .6rem;vertical-align:top;text-align:right;border-bottom:1px solid var(--line)}
td{white-space:nowrap}
td.l{white-space:normal}
thead th,thead td{vertical-align:bottom;border-bottom:2px solid var(--ink);border-top:1px solid var(--ink);
 font-weight:600;background:#fff;max-width:9.5rem}
th.s,td.s,tbody th{text-align:left}
thead th.s{max-width:none}
tbody th{font-weight:400;min-width:11rem;max-width:26rem}
th:first-child,td:first-child{padding-left:.15rem}
tr.t th,tr.t td{font-weight:700;border-top:1px solid var(--ink);border-bottom-color:var(--ink)}
tr.h th{font-weight:600;padding-top:.95rem;border-bottom-color:var(--ink)}
tr.w th,tr.w td{color:#3b444a}
.i1{padding-left:1.15rem!important}.i2{padding-left:2.15rem!important}.i3{padding-left:3.15rem!important}
.i4{padding-left:4.15rem!important}.i5{padding-left:5.15rem!important}.i6{padding-left:6.15rem!important}
.gp{background:#eef7e4}.g{background:#ddf0e1}.yo{background:#fcddc0}.y{background:#fdf1c7}.r{background:#fadedb}.x{background:#eceef0}
.k{white-space:nowrap}
@media(min-width:60rem){.toc>ol{columns:2;column-gap:3rem;max-width:50rem}.toc>ol>li{break-inside:avoid}
 .definitions dl{columns:2;column-gap:2.5rem}}
.chart{margin:1.5rem 0 0}
figcaption{margin:0 0 .7rem}
figcaption strong{display:block;font-size:1.02rem;font-weight:600;max-width:44rem}
figcaption .unit{display:block;color:var(--soft);font-size:.87rem}
.picture{overflow-x:auto;max-width:100%}
.picture:focus-visible{outline:3px solid var(--thread);outline-offset:3px}
.picture svg{display:block;height:auto;max-width:max(100%,19rem)}
.behind{margin:.6rem 0 1.9rem;font-size:.95rem}
.behind summary{color:var(--thread);width:max-content}
.behind .table{margin:.8rem 0 0}
.notes{font-size:.84rem;color:var(--soft);margin-top:.5rem}
.notes p{margin:0 0 .15rem}
.f{font:inherit;font-weight:inherit;color:inherit;background:none;border:0;border-radius:2px;margin:0;padding:0;
 text-align:inherit;line-height:inherit;letter-spacing:inherit;user-select:text;-webkit-user-select:text;
 white-space:nowrap;font-variant-numeric:inherit}
.js .f{cursor:pointer}
.js p .f,.js li .f{text-decoration:underline dotted var(--thread);text-underline-offset:.22em}
.js .f:hover,.js .f[aria-expanded=true]{color:var(--thread);text-decoration:underline;text-underline-offset:.22em}
.f:focus-visible,a:focus-visible,dialog button:focus-visible,summary:focus-visible{outline:3px solid var(--thread);outline-offset:2px}
.definitions dl{margin:0;font-size:.9rem}
.definitions dl>div{margin:0 0 .85rem;break-inside:avoid;max-width:44rem}
.definitions dt{font-weight:600}
.definitions dd{margin:0}
.key{font-family:ui-monospace,"Cascadia Mono",Consolas,"Liberation Mono",monospace;font-size:.8em;font-weight:400;color:var(--soft);overflow-wrap:anywhere}
.formula{font-family:ui-monospace,"Cascadia Mono",Consolas,"Liberation Mono",monospace;font-size:.82em;overflow-wrap:anywhere}
.source{color:var(--soft);font-size:.95em}
footer{margin-top:3rem;padding-top:.8rem;border-top:1px solid var(--line);font-size:.84rem;color:var(--soft)}
dialog{position:fixed;inset:0 0 0 auto;margin:0;width:min(29rem,100vw);height:100vh;height:100dvh;max-width:none;
 max-height:none;border:0;border-left:4px solid var(--thread);padding:0;background:#fff;color:inherit;
 box-shadow:-4px 0 26px rgba(20,30,40,.18);overflow-y:auto;overscroll-behavior:contain}
dialog::backdrop{background:rgba(20,30,40,.35)}
.bar{position:sticky;top:0;background:#fff;display:flex;gap:.5rem;align-items:center;padding:.7rem 1.2rem;border-bottom:1px solid var(--line);z-index:1}
.bar p{margin:0 auto 0 0;font-weight:600;font-size:.92rem}
dialog button{font:inherit;font-size:.87rem;background:#fff;color:var(--ink);border:1px solid var(--soft);border-radius:3px;padding:.25rem .7rem;cursor:pointer}
dialog button:hover{border-color:var(--thread);color:var(--thread)}
dialog button[hidden]{display:none}
#_body{padding:1rem 1.2rem 2rem;font-size:.93rem}
#_body p{max-width:none}
#_value{font-family:var(--serif);font-size:2rem;line-height:1.15;margin:0;font-weight:600;outline:0;max-width:none}
#_value::before{display:none}
.what{font-weight:600;margin:.15rem 0 .8rem}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem .9rem;margin:0 0 1rem}
.facts dt{color:var(--soft)}
.facts dd{margin:0}
#_body h3{font-size:1rem;margin:1.3rem 0 .35rem}
.how{margin:0 0 .3rem}
.parts{list-style:none;margin:.2rem 0 0;padding:0 0 0 .85rem;border-left:2px solid var(--thread)}
.parts li{margin:0;padding:.22rem 0;max-width:none}
.parts .parts{margin-left:.35rem}
main{padding-top:1.3rem}
summary{cursor:pointer;padding-left:1.15rem;text-indent:-1.15rem}
summary:hover b{color:var(--thread)}
.parts b{font-weight:600;white-space:nowrap}
.sign{display:inline-block;text-indent:0;min-width:1em;color:var(--soft)}
.small{color:var(--soft);font-size:.88em}
.parts .in{padding:.15rem 0 .35rem 1.15rem}
.parts .in>button{border:0;padding:.1rem 0;color:var(--thread);text-decoration:underline;text-underline-offset:.15em}
.src{margin:0;padding:0;list-style:none}
.src li{margin:0 0 .5rem;overflow-wrap:anywhere}
.leaf{padding-left:1rem}
@media(max-width:44rem){
 html{font-size:.97rem}
 body{padding:0 1rem 2rem 1.5rem}
 body::before{left:.5rem}
 h1{font-size:1.8rem}
 h2{font-size:1.4rem;margin-top:2.4rem}
 h2::before{left:-1.32rem;width:.62rem;height:.62rem}
 .cover{padding-top:1.8rem}
 tbody th{min-width:9rem;max-width:12.5rem;hyphens:auto}
 .scroll thead th:first-child,.scroll tbody th:first-child:not([colspan]){position:sticky;left:0;background:#fff;box-shadow:1px 0 0 var(--line)}
 dialog{border-left:0;border-top:4px solid var(--thread);inset:auto 0 0 0;width:100vw;height:auto;max-height:88vh;max-height:88dvh}
}
)css";

/// Paper. Table heads repeat, no row is cut, no heading stands alone at a page's end.
constexpr std::string_view print_style = R"css(
@media print{
 html{font-size:9.6pt;line-height:1.42}
 body{max-width:none;padding:0 0 0 5mm}
 body::before,.skip,.hint,.js .hint,.cue,dialog,footer{display:none}
 .cover{padding-top:0;border-bottom:0;border-left:2pt solid var(--thread);padding-left:5mm;margin-left:-5mm}
 h1{font-size:24pt}
 h2{font-size:16pt;margin-top:9mm}
 h2::before{left:-5mm;top:.38em;width:2.6mm;height:2.6mm;border-width:1.2pt}
 h1,h2,h3,h4,h5,caption,thead,thead tr,tr.h{break-after:avoid}
 .definitions dl{columns:2;column-gap:8mm;font-size:7.8pt;line-height:1.32}
 .definitions dl>div{margin-bottom:2mm}
 h1,h2,h3,h4,h5,li,tr,.comment,.notes p{break-inside:avoid}
 p{orphans:3;widows:3}
 a{color:inherit;text-decoration:none}
 .js p .f,.js li .f,.f{text-decoration:none;color:inherit}
 .toc{break-after:page}
 .short{break-inside:avoid}
 .table{margin:5mm 0 7mm}
 .scroll{overflow:visible}
 table{width:100%;font-size:8.6pt;min-width:0}
 thead{display:table-header-group}
 caption strong{font-size:10pt}
 th,td{padding:1.1mm 1.6mm}
 tbody th{min-width:40mm;max-width:none}
 tbody tr:nth-last-child(-n+2){break-before:avoid}
 .dense table{font-size:7.4pt}
 .dense th,.dense td{padding:.9mm .9mm}
 .wide,.landscape{page:wide}
 .wide table{font-size:7.4pt}
 .wide th,.wide td{padding:.9mm .9mm}
 .notes{font-size:7.8pt;break-before:avoid}
 .chart{margin:5mm 0 0;break-inside:avoid}
 .behind{margin:3mm 0 7mm}
 figcaption{break-after:avoid;break-inside:avoid}
 .picture{break-inside:avoid;overflow:visible}
 .picture svg{max-width:100%;print-color-adjust:exact;-webkit-print-color-adjust:exact}
 .behind summary{display:none}
 .behind::details-content{content-visibility:visible;display:block}
 .behind .table{margin-top:3mm}
 .gp,.g,.y,.yo,.r,.x{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
)css";

/// A string of CSS in double quotes. `<` is escaped because the sheet stands in HTML.
std::string css_string(std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || c == '"' || c == '\\' || c == '<' || c == '&' || c == '>') {
      result += '\\';
      result += digits[byte >> 4];
      result += digits[byte & 15];
      result += ' ';
    } else {
      result += c;
    }
  }
  return result + "\"";
}

}  // namespace

std::string html_style(std::string_view title, std::string_view page) {
  static constexpr std::string_view margin_font =
      "font-family:\"Segoe UI\",Arial,\"Liberation Sans\",sans-serif;font-size:8pt;color:#545d64;";
  std::string style(screen_style);
  style += print_style;
  style += "@page{size:A4;margin:20mm 17mm 19mm 18mm;@bottom-left{content:";
  style += css_string(title);
  style += ";";
  style += margin_font;
  style += "}@bottom-right{content:";
  style += css_string(page);
  style += " counter(page) \" (\" counter(pages) \")\";";
  style += margin_font;
  style += "}}\n@page wide{size:A4 landscape}\n";
  return style;
}

}  // namespace redthread::report
