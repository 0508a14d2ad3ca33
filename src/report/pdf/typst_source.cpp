// SPDX-License-Identifier: Apache-2.0
#include "report/pdf/typst_source.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "report/pdf/typst_parts.hpp"
#include "report/pdf/typst_text.hpp"
#include "report/table_width.hpp"
#include "report/thread_text.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

/// Points a pixel of a chart: its texts are as large as those of the tables.
constexpr double chart_scale = 0.64;

/// PDF/UA wants a title that is one.
std::string title_of(const Document& document, const Words& say) {
  for (const std::string& title : {document.title, document.report, document.publisher}) {
    if (!trim(title).empty()) return title;
  }
  return say.made_with;
}

class SourceWriter {
 public:
  SourceWriter(const Document& document, const Pictures& pictures, const PdfOptions& options)
      : document_(document),
        pictures_(pictures),
        say_(words(document.language)),
        writer_(document, options.threads) {}

  TypstSource write() {
    write_words();
    writer_.raw(typst_preamble());
    writer_.raw("#{\n");
    call("cover", {document_.subtitle, document_.status});
    for (std::size_t i = 0; i < document_.blocks.size(); ++i) write_block(i);
    close_comment();
    write_chart_data();
    write_definitions();
    write_threads();
    write_colophon();
    writer_.raw("}\n");
    source_.text = std::move(writer_.source);
    return std::move(source_);
  }

 private:
  void write_words() {
    const auto word = [&](std::string_view name, std::string_view value) {
      writer_.raw(name);
      append_typst(writer_.source, value);
      writer_.raw(",");
    };
    writer_.raw("#let say = (");
    word("title: ", title_of(document_, say_));
    word("publisher: ", document_.publisher);
    word("page: ", say_.page);
    word("of: ", say_.of);
    word("lang: ", say_.code);
    word("region: ", document_.language == Language::swedish ? "SE" : "GB");
    writer_.raw(")\n");
  }

  void call(std::string_view function, std::initializer_list<std::string> texts) {
    writer_.raw(function);
    writer_.raw("(");
    for (const std::string& text : texts) {
      writer_.text(text);
      writer_.raw(",");
    }
    writer_.raw(")\n");
  }

  void write_block(std::size_t i) {
    const Block& block = document_.blocks[i];
    close_comment_before(block);
    const auto* table = std::get_if<Table>(&block);
    const bool wide = table != nullptr && printed_width(*table) == PrintedWidth::wide;
    if (!lying_ && (wide || leads_to_wide_table(document_.blocks, i))) {
      writer_.raw("lying({\n");
      lying_ = true;
    }
    std::visit([this](const auto& each) { add(each); }, block);
    if (lying_ && table != nullptr && !goes_on_lying(i + 1)) {
      writer_.raw("})\n");
      lying_ = false;
    }
  }

  bool goes_on_lying(std::size_t next) const {
    if (next >= document_.blocks.size()) return false;
    const auto* table = std::get_if<Table>(&document_.blocks[next]);
    if (table != nullptr) return printed_width(*table) == PrintedWidth::wide;
    return leads_to_wide_table(document_.blocks, next);
  }

  /// No level is skipped, whatever the document does.
  void add(const Heading& heading) { section(heading.level, heading.id, heading.text); }
  void section(int level, const std::string& id, const std::string& text) {
    depth_ = std::clamp(level, 1, std::min(depth_ + 1, 4));
    writer_.raw(fmt::format("section({},", depth_));
    writer_.mark(id);
    writer_.raw(",");
    writer_.text(text);
    writer_.raw(")\n");
  }

  void add(const Paragraph& paragraph) {
    if (paragraph.comment) open_comment();
    if (!paragraph.runs.empty()) {
      const bool is_signed = !paragraph.byline.empty();
      writer_.raw(paragraph.lead ? "lead(" : is_signed ? "signed(" : "par(");
      writer_.runs(paragraph.runs);
      writer_.raw(")\n");
    }
    if (!paragraph.byline.empty()) {
      call("byline", {paragraph.byline});
      if (paragraph.comment) close_comment();
    }
  }

  void add(const BulletList& list) {
    if (list.comment) open_comment();
    if (list.items.empty()) return;
    writer_.raw(list.ordered ? "enum(" : "list(");
    for (const Runs& item : list.items) {
      writer_.runs(item);
      writer_.raw(",");
    }
    writer_.raw(")\n");
  }

  void add(const TableOfContents&) {
    const bool any =
        std::any_of(document_.blocks.begin(), document_.blocks.end(),
                    [](const Block& block) { return std::holds_alternative<Heading>(block); });
    if (any) call("contents", {say_.contents});
  }

  void add(const Table& table) {
    write_table(writer_, table, document_.language, lying_, source_.tables);
  }

  void add(const Chart& chart) {
    const auto picture = pictures_.find(chart.data.id);
    if (picture == pictures_.end()) {
      add(chart.data);
      return;
    }
    const std::string path = fmt::format("chart-{}.svg", source_.files.size() + 1);
    source_.files.emplace(path, picture->second.svg);
    drawn_.push_back(&chart.data);
    writer_.raw("drawn(");
    writer_.mark(chart.data.id);
    writer_.raw(fmt::format(",\"{}\",{}pt,", path, picture->second.width * chart_scale));
    append_typst(writer_.source,
                 chart.description.empty() ? chart.data.caption : chart.description);
    writer_.raw(",");
    write_caption(writer_, chart.data, document_.language);
    writer_.raw(",");
    write_notes(writer_, chart.data, document_.language);
    writer_.raw(")\n");
  }

  void open_comment() {
    if (!std::exchange(in_comment_, true)) writer_.raw("comment({\n");
  }
  void close_comment() {
    if (std::exchange(in_comment_, false)) writer_.raw("})\n");
  }
  /// A comment without a byline ends where something else begins.
  void close_comment_before(const Block& block) {
    const auto* paragraph = std::get_if<Paragraph>(&block);
    const auto* list = std::get_if<BulletList>(&block);
    const bool goes_on =
        (paragraph != nullptr && paragraph->comment) || (list != nullptr && list->comment);
    if (!goes_on) close_comment();
  }

  void write_chart_data() {
    if (drawn_.empty()) return;
    section(1, "", say_.chart_data);
    for (const Table* table : drawn_) {
      const bool wide = printed_width(*table) == PrintedWidth::wide;
      if (wide) writer_.raw("lying({\n");
      write_table(writer_, *table, document_.language, wide, source_.tables);
      if (wide) writer_.raw("})\n");
    }
  }

  void write_definitions() {
    if (document_.definitions.empty()) return;
    section(1, "", say_.definitions);
    writer_.raw("columns(2, gutter: 8mm, {\n");
    const bool all = writer_.threads().empty();
    for (const Definition& definition : document_.definitions) {
      std::string key = definition.key;
      if (definition.version > 1) {
        key += fmt::format(" \u00B7 {} {}", say_.version, definition.version);
      }
      writer_.raw("defined(");
      writer_.text(definition.name);
      writer_.raw(",");
      writer_.text(key);
      writer_.raw(",{");
      if (!definition.text.empty()) call("par", {definition.text});
      if (!definition.formula.empty()) call("formula", {"= " + definition.formula});
      if (!definition.source.empty()) call("byline", {say_.source + definition.source});
      const bool last = all && &definition == &document_.definitions.back();
      writer_.raw(last ? "},last:true)\n" : "})\n");
    }
    if (all) write_colophon();
    writer_.raw("})\n");
  }

  void write_threads() {
    if (writer_.threads().empty()) return;
    section(1, "", say_.threads);
    const ThreadText threads(document_);
    for (std::size_t i = 0; i < writer_.threads().size(); ++i) {
      const Figure& figure = *writer_.threads()[i];
      writer_.raw(fmt::format("threaded(\"thread:{}\",", i));
      if (i + 1 == writer_.threads().size()) writer_.raw("last:true,");
      writer_.text(figure.text(document_.language));
      const std::string told = threads.of(figure);
      for (const std::string_view line : split(told, '\n')) {
        writer_.raw(",");
        writer_.text(line);
      }
      writer_.raw(")\n");
    }
  }

  /// Once, after the last of what the document consists of.
  void write_colophon() {
    if (std::exchange(has_colophon_, true)) return;
    std::string text = say_.made_with;
    if (!document_.catalog_sha256.empty()) {
      text += fmt::format(" \u00B7 {} {}", say_.catalog_version,
                          document_.catalog_sha256.substr(0, 12));
    }
    call("colophon", {text});
  }

  const Document& document_;
  const Pictures& pictures_;
  const Words& say_;
  TypstWriter writer_;
  TypstSource source_;
  std::vector<const Table*> drawn_;
  int depth_ = 0;
  bool in_comment_ = false;
  bool lying_ = false;
  bool has_colophon_ = false;
};

}  // namespace

TypstSource typst_source(const Document& document, const Pictures& pictures,
                         const PdfOptions& options) {
  return SourceWriter(document, pictures, options).write();
}

}  // namespace redthread::report
