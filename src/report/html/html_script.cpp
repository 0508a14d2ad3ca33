// SPDX-License-Identifier: Apache-2.0
#include <string_view>

#include "report/html/html_parts.hpp"

namespace redthread::report {

/// Arranges strings that C++ has written; it decides none. Text is only ever set as text. The
/// CDATA marks let the page be read as XML, which is how the gate reads it.
std::string_view html_script() {
  static constexpr std::string_view script = R"js(/*<![CDATA[*/
(function () {
  'use strict';
  var doc = document, data = JSON.parse(doc.getElementById('_data').textContent);
  var W = data.w, S = data.s, F = data.f, D = data.d, O = data.o;
  var panel = doc.getElementById('_thread'), body = doc.getElementById('_body');
  var back = doc.getElementById('_back'), opener = null, shown = -1, trail = [], byId = null;

  function el(tag, cls, text) {
    var e = doc.createElement(tag);
    if (cls) e.className = cls;
    if (text !== undefined) e.textContent = text;
    return e;
  }
  function put(parent) {
    for (var i = 1; i < arguments.length; i++) if (arguments[i]) parent.appendChild(arguments[i]);
    return parent;
  }
  function fact(list, name, value) {
    if (value) put(list, el('dt', '', name), el('dd', '', value));
  }
  function sources(f) {
    if (!f[14].length) return null;
    var list = el('ul', 'src');
    f[14].forEach(function (s) {
      var d = D[s[0]], li = el('li', '', (d ? d[0] : '?') + (s[1] ? ', ' + W.line + ' ' + s[1] : ''));
      if (s[2]) li.appendChild(doc.createTextNode(': \u201D' + s[2] + '\u201D'));
      if (S[s[3]]) put(li, el('br'), doc.createTextNode(S[s[3]]));
      if (d) {
        var hash = el('span', 'key', 'SHA-256 ' + d[1].slice(0, 12) + '\u2026');
        hash.title = d[1];
        put(li, el('br'), hash);
      }
      list.appendChild(li);
    });
    return list;
  }
  function formula(f) {
    var text = S[f[9]];
    if (!text) return null;
    return el('p', 'how formula', (f[13].length ? '= ' : '') + text + (f[10] > 1 ? ' (' + W.version.toLowerCase() + ' ' + f[10] + ')' : ''));
  }
  function parts(f) {
    if (!f[13].length) return null;
    var list = el('ul', 'parts');
    f[13].forEach(function (n, i) { list.appendChild(part(f, n, i)); });
    return list;
  }
  function part(f, n, i) {
    var p = F[n], sign = O[f[8]][i ? 2 : 1], li = el('li');
    var details = el('details'), head = el('summary');
    if (sign) head.appendChild(el('span', 'sign', sign + ' '));
    put(head, el('b', '', p[1]), doc.createTextNode(' ' + S[p[2]]));
    var where = [];
    if (p[3] !== f[3] || p[6] !== f[6]) where.push(S[p[6]]);
    if (p[4] !== f[4]) where.push(S[p[4]]);
    if (p[5] !== f[5]) where.push(S[p[5]]);
    if (where.length) head.appendChild(el('span', 'small', ' \u00B7 ' + where.join(' \u00B7 ')));
    details.appendChild(head);
    details.addEventListener('toggle', function () {
      if (!details.open || details.childNodes.length > 1) return;
      var inner = el('div', 'in'), state = S[p[7]];
      put(inner, state ? el('p', 'how', state) : null,
        S[p[15]] ? el('p', 'how small', W.interval + ' ' + S[p[15]]) : null,
        p[13].length || !p[14].length ? el('p', 'how small', O[p[8]][0]) : null,
        p[13].length ? formula(p) : null, parts(p), sources(p));
      var open = el('button', '', W.open);
      open.type = 'button';
      open.addEventListener('click', function () { trail.push(shown); show(n); });
      put(details, put(inner, open));
    });
    return put(li, details);
  }
  function show(n) {
    var f = F[n], facts = el('dl', 'facts'), value = el('h2', '', f[1]);
    shown = n;
    value.id = '_value';
    value.tabIndex = -1;
    body.textContent = '';
    fact(facts, W.column, S[f[3]]);
    fact(facts, W.period, S[f[4]]);
    fact(facts, W.unit, S[f[5]]);
    fact(facts, W.scenario, S[f[6]]);
    fact(facts, W.state, S[f[7]]);
    fact(facts, W.interval, S[f[15]]);
    put(body, value, el('p', 'what', S[f[2]]), facts, el('h3', '', W.how), el('p', 'how', O[f[8]][0]),
      formula(f), parts(f));
    var from = sources(f);
    if (from) put(body, el('h3', '', W.sources), from);
    if (S[f[11]] || S[f[12]]) {
      put(body, el('h3', '', W.definition), S[f[11]] ? el('p', 'how', S[f[11]]) : null,
        S[f[12]] ? el('p', 'small', W.source + S[f[12]]) : null);
    }
    var copy = el('button', '', W.copy), link = location.href.split('#')[0] + '#tal=' + encodeURIComponent(f[0]);
    copy.type = 'button';
    copy.addEventListener('click', function () {
      var done = function () { copy.textContent = W.copied; };
      if (navigator.clipboard) navigator.clipboard.writeText(link).then(done, function () { location.href = link; });
      else location.href = link;
    });
    put(body, el('h3', '', W.address), el('p', 'key', f[0]), copy);
    back.hidden = !trail.length;
    panel.scrollTop = 0;
    if (!panel.open) {
      if (matchMedia('(min-width:64rem)').matches) panel.show(); else panel.showModal();
    }
    value.focus();
  }
  function mark(button) {
    if (opener) opener.removeAttribute('aria-expanded');
    opener = button;
    if (opener) opener.setAttribute('aria-expanded', 'true');
  }
  function close() {
    var from = opener;
    panel.close();
    mark(null);
    if (from) from.focus();
  }
  function fromAddress() {
    if (location.hash.slice(0, 5) !== '#tal=') return;
    if (!byId) {
      byId = {};
      F.forEach(function (f, n) { byId[f[0]] = n; });
    }
    var n = byId[decodeURIComponent(location.hash.slice(5))];
    if (n === undefined) return;
    var button = doc.querySelector('button.f[data-f="' + n + '"]');
    if (button) button.scrollIntoView({ block: 'center' });
    mark(button);
    trail = [];
    show(n);
  }
  doc.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('button.f');
    if (!button || String(getSelection()).length) return;
    mark(button);
    trail = [];
    show(Number(button.dataset.f));
  });
  back.addEventListener('click', function () { if (trail.length) show(trail.pop()); });
  doc.getElementById('_close').addEventListener('click', close);
  panel.addEventListener('cancel', function (event) { event.preventDefault(); close(); });
  doc.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && panel.open) { event.preventDefault(); close(); return; }
    var from = event.target.closest && event.target.closest('td .f, th .f');
    var step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!from || !step || event.ctrlKey || event.altKey || event.metaKey) return;
    var cell = from.closest('td,th'), rows = Array.from(cell.closest('table').rows);
    var r = rows.indexOf(cell.parentNode), c = cell.cellIndex, next = null;
    while (!next) {
      r += step[0];
      c += step[1];
      var row = rows[r];
      if (!row || c < 0 || (step[1] && c >= row.cells.length)) return;
      next = row.cells[c] && row.cells[c].querySelector('.f');
    }
    event.preventDefault();
    from.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
  addEventListener('hashchange', fromAddress);
  doc.documentElement.classList.add('js');

  // One stop for Tab in each table; arrow keys move on from there.
  doc.querySelectorAll('.table table').forEach(function (table) {
    table.querySelectorAll('.f').forEach(function (f, i) { if (i) f.tabIndex = -1; });
  });
  function fit() {
    doc.querySelectorAll('.scroll,.picture').forEach(function (box) {
      var over = box.scrollWidth > box.clientWidth + 1, cue = box.previousElementSibling;
      if (cue.className === 'cue') cue.hidden = !over;
      if (over) box.tabIndex = 0; else box.removeAttribute('tabindex');
    });
  }
  fit();
  addEventListener('resize', fit);
  doc.querySelectorAll('details.behind').forEach(function (d) { d.addEventListener('toggle', fit); });
  var opened = [];
  addEventListener('beforeprint', function () {
    opened = [].filter.call(doc.querySelectorAll('details.behind'), function (d) { return !d.open; });
    opened.forEach(function (d) { d.open = true; });
  });
  addEventListener('afterprint', function () { opened.forEach(function (d) { d.open = false; }); });
  fromAddress();
})();
/*]]>*/)js";
  return script;
}

}  // namespace redthread::report
