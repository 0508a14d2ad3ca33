// SPDX-License-Identifier: Apache-2.0
#include "documents/pdf_page.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/text.hpp"
#include "documents/grid.hpp"
#include "documents/pdf_lines.hpp"
#include "documents/sheet_tables.hpp"

namespace redthread::documents {
namespace {

constexpr std::size_t most_header_lines = 8;
constexpr std::size_t most_columns = 100;

std::optional<double> to_double(std::string_view text) {
  double value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end.ec != std::errc() || !std::isfinite(value) || std::abs(value) > 1e6) return std::nullopt;
  return value;
}

/// The lines [header, body) and [body, end) of a page that are a table.
struct Region {
  std::size_t header = 0;
  std::size_t body = 0;
  std::size_t end = 0;
};

/// Puts the lines of one page together.
class PageTables {
 public:
  PageTables(const PdfPage& page, ReadDocument& document)
      : page_(page), document_(document), lines_(lines_of(page)) {}

  /// The index of the page's first table and of the text's first line, for joining.
  void run() {
    std::size_t done = 0;
    for (std::size_t at = 0; at < lines_.size();) {
      if (!lines_[at].has_figures()) {
        ++at;
        continue;
      }
      const Region region = region_at(at, done);
      auto table = table_of(region);
      if (!table) {
        at = region.end;
        continue;
      }
      texts(done, region.header);
      table->title = title_above(region.header);
      document_.tables.push_back(std::move(*table));
      at = done = region.end;
    }
    texts(done, lines_.size());
  }

 private:
  double gap(std::size_t below) const { return lines_[below].top - lines_[below - 1].bottom; }

  /// From a line with figures: down while rows follow, up over the header.
  Region region_at(std::size_t first, std::size_t least) const {
    Region region{first, first, first + 1};
    double left = lines_[first].segments.front().left;
    double right = lines_[first].segments.back().right;
    std::vector<double> pitches;
    while (region.end < lines_.size()) {
      std::size_t next = region.end;
      // Labels without figures may stand between rows.
      while (next < lines_.size() && next < region.end + 4 && lines_[next].segments.size() == 1 &&
             fits(next, left, right)) {
        ++next;
      }
      if (next == lines_.size() || !lines_[next].has_figures()) break;
      const double pitch = pitches.empty() ? 3 * lines_[first].height() : median(pitches) * 2.2;
      bool near = true;
      for (std::size_t i = region.end; i <= next; ++i) {
        near = near && lines_[i].middle() - lines_[i - 1].middle() <= pitch;
      }
      const bool overlaps =
          lines_[next].segments.front().left < right && lines_[next].segments.back().right > left;
      if (!near || !overlaps) break;
      if (next == region.end) pitches.push_back(lines_[next].middle() - lines_[next - 1].middle());
      left = std::min(left, lines_[next].segments.front().left);
      right = std::max(right, lines_[next].segments.back().right);
      region.end = next + 1;
    }
    take_last_label(region);
    const double figures_left = first_figure_left(region);
    const double height = lines_[first].height();
    const auto is_header = [&](std::size_t at) {
      const PdfLine& line = lines_[at];
      const bool near = gap(at + 1) < 1.3 * line.height();
      const bool inside = line.segments.front().left > left - 2.5 * height &&
                          line.segments.back().right < right + 3 * height;
      // Figures that stand alone belong to a chart.
      const bool amounts =
          std::any_of(line.segments.begin(), line.segments.end(),
                      [](const PdfSegment& each) { return looks_like_amount(each.text()); });
      if (amounts) return false;
      // A line of one cell at the left is a title, a label or a text.
      return near && inside && (line.segments.size() > 1 || line.segments[0].left >= figures_left);
    };
    // Headings among the rows may stand right under the header.
    for (std::size_t labels = 1; labels <= 3 && labels < first - least; ++labels) {
      const std::size_t label = first - labels;
      const bool is_label = lines_[label].segments.size() == 1 && fits(label, left, right) &&
                            gap(label + 1) < 1.3 * height;
      if (!is_label || is_header(label)) break;
      if (lines_[label - 1].segments.size() > 1 && is_header(label - 1)) {
        region.body = region.header = label;
      }
    }
    while (region.header > least && region.body - region.header < most_header_lines &&
           is_header(region.header - 1)) {
      --region.header;
    }
    return region;
  }

  /// A label that goes on under the last row.
  void take_last_label(Region& region) const {
    if (region.end >= lines_.size() || region.end - region.body < 3) return;
    const PdfLine& line = lines_[region.end];
    const PdfLine& last = lines_[region.end - 1];
    const double pitch = row_pitch(region);
    const bool close = line.middle() - last.middle() < 0.9 * pitch;
    const bool same_size = std::abs(line.height() - last.height()) < 0.05 * last.height();
    if (close && same_size && line.segments.size() == 1 && last.has_figures() &&
        line.segments[0].right < last.segments[1].left &&
        line.segments[0].left >= last.segments[0].left - 1) {
      ++region.end;
    }
  }

  bool fits(std::size_t at, double left, double right) const {
    const PdfLine& line = lines_[at];
    const double height = line.height();
    return line.segments.front().left > left - 2.5 * height &&
           line.segments.back().right < right + height &&
           (line.segments.size() > 1 ||
            line.segments[0].right - line.segments[0].left < 0.75 * (right - left));
  }

  double first_figure_left(const Region& region) const {
    double result = 1e9;
    for (std::size_t i = region.body; i < region.end; ++i) {
      const auto& segments = lines_[i].segments;
      for (std::size_t k = 1; k < segments.size(); ++k) result = std::min(result, segments[k].left);
    }
    // A header may be wider than what stands under it.
    return result - 6 * lines_[region.body].height();
  }

  static double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
  }

  /// The usual distance of rows with figures that follow one another.
  double row_pitch(const Region& region) const {
    std::vector<double> pitches;
    for (std::size_t i = region.body + 1; i < region.end; ++i) {
      if (lines_[i].has_figures() && lines_[i - 1].has_figures()) {
        pitches.push_back(lines_[i].middle() - lines_[i - 1].middle());
      }
    }
    return pitches.empty() ? 1.4 * lines_[region.body].height() : median(pitches);
  }

  std::optional<ReadTable> table_of(const Region& region) {
    std::vector<std::size_t> rows;
    for (std::size_t i = region.body; i < region.end; ++i) {
      if (lines_[i].has_figures()) rows.push_back(i);
    }
    columns_ = columns_of(lines_, rows);
    if (columns_.size() < 2 || columns_.size() > most_columns) return std::nullopt;
    const bool has_header = region.header < region.body;
    if (rows.size() < 2 && !has_header) return std::nullopt;
    ReadTable table;
    for (std::size_t i = region.header; i < region.body; ++i) table.rows.push_back(header_row(i));
    std::vector<double> lefts;
    for (std::size_t i = region.body; i < region.end; ++i) {
      table.rows.push_back(body_row(i));
      lefts.push_back(lines_[i].segments.front().left);
    }
    join_labels(region, table, lefts);
    indent(table, lefts, lines_[region.body].height());
    int line = 0;
    for (ReadRow& row : table.rows) row.line = ++line;
    if (is_list_of_contents(table, has_header) || !has_labels(table)) return std::nullopt;
    if (!has_header && is_picture(table, rows)) return std::nullopt;
    return table;
  }

  std::size_t nearest_column(double left, double right) const {
    std::size_t best = 0;
    double best_overlap = -1e9;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const double overlap = std::min(right, columns_[i].right) - std::max(left, columns_[i].left);
      if (overlap > best_overlap) {
        best_overlap = overlap;
        best = i;
      }
    }
    return best;
  }

  /// How many columns a segment covers for a good part.
  std::vector<std::size_t> covered_columns(const PdfSegment& segment) const {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const double overlap =
          std::min(segment.right, columns_[i].right) - std::max(segment.left, columns_[i].left);
      if (overlap > 0.3 * std::max(columns_[i].right - columns_[i].left, 1.0)) result.push_back(i);
    }
    return result;
  }

  ReadRow empty_row() const {
    ReadRow row{.page = page_.number};
    row.cells.resize(columns_.size());
    return row;
  }

  /// A soft hyphen at the end of a line is a word that goes on.
  static void append(std::string& whole, const std::string& text) {
    if (whole.ends_with("\xC2\xAD")) {
      whole.resize(whole.size() - 2);
    } else if (!whole.empty()) {
      whole += ' ';
    }
    whole += text;
  }
  static void append(ReadCell& cell, const std::string& text) { append(cell.text, text); }

  ReadRow header_row(std::size_t at) const {
    ReadRow row = empty_row();
    row.header = true;
    for (const PdfSegment& segment : lines_[at].segments) {
      std::vector<std::size_t> covered = covered_columns(segment);
      // The label's column is no part of what stands over figures.
      if (covered.size() > 1 && covered.front() == 0) covered.erase(covered.begin());
      if (covered.size() < 2) {
        const auto& between = between_columns(segment);
        covered = between ? std::vector<std::size_t>{*between, *between + 1}
                          : std::vector<std::size_t>{nearest_column(segment.left, segment.right)};
      }
      for (std::size_t i = 0; i < covered.size(); ++i) {
        ReadCell& cell = row.cells[covered[i]];
        append(cell, segment.text());
        if (i > 0) cell.merged = ReadCell::Merged::left;
      }
    }
    return row;
  }

  /// The left one of two columns that a segment stands in the middle over, touching neither.
  std::optional<std::size_t> between_columns(const PdfSegment& segment) const {
    const double middle = (segment.left + segment.right) / 2;
    for (std::size_t i = 1; i + 1 < columns_.size(); ++i) {
      const double centre = (columns_[i].left + columns_[i + 1].right) / 2;
      const double width = columns_[i + 1].right - columns_[i].left;
      const bool touches = segment.left < columns_[i].right || segment.right > columns_[i + 1].left;
      if (!touches && std::abs(centre - middle) < 0.1 * width) return i;
    }
    return std::nullopt;
  }

  ReadRow body_row(std::size_t at) const {
    ReadRow row = empty_row();
    const auto& segments = lines_[at].segments;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const std::vector<std::size_t> covered = covered_columns(segments[i]);
      const bool label = i == 0 && covered.size() == 1 && covered[0] == 0;
      if (label || covered.size() < 2 || !lines_[at].has_figures()) {
        const bool first = i == 0 && segments[0].left <= columns_[0].right;
        const std::size_t column = first ? 0 : nearest_column(segments[i].left, segments[i].right);
        append(row.cells[column], segments[i].text());
        continue;
      }
      for (const PdfWord* word : segments[i].words) {
        append(row.cells[nearest_column(word->left, word->right)], word->text);
      }
    }
    return row;
  }

  /// A line of a label alone belongs to the row that is closer than rows are.
  void join_labels(const Region& region, ReadTable& table, std::vector<double>& lefts) const {
    const double pitch = row_pitch(region) * 0.9;
    const std::size_t offset = region.body - region.header;
    for (std::size_t i = region.end - region.body; i-- > 0;) {
      const std::size_t at = region.body + i;
      const bool alone = !lines_[at].has_figures() && lines_[at].segments.size() == 1 &&
                         lines_[at].segments[0].left <= columns_[0].right;
      if (!alone) continue;
      const double above = i > 0 ? lines_[at].middle() - lines_[at - 1].middle() : 1e9;
      const bool has_below = at + 1 < region.end;
      const double below = has_below ? lines_[at + 1].middle() - lines_[at].middle() : 1e9;
      if (std::min(above, below) > pitch) continue;
      ReadRow& row = table.rows[offset + i];
      const bool up = above <= below;
      // The neighbour below has moved up by nothing yet: rows are taken from the end.
      ReadRow& other = table.rows[up ? offset + i - 1 : offset + i + 1];
      if (up) {
        append(other.cells[0], row.cells[0].text);
      } else {
        std::string label = row.cells[0].text;
        if (!other.cells[0].text.empty()) append(label, other.cells[0].text);
        other.cells[0].text = label;
        lefts[i + 1] = std::min(lefts[i], lefts[i + 1]);
      }
      table.rows.erase(table.rows.begin() + static_cast<std::ptrdiff_t>(offset + i));
      lefts.erase(lefts.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  /// Blanks before labels that begin further to the right.
  void indent(ReadTable& table, const std::vector<double>& lefts, double height) const {
    const std::size_t offset = table.rows.size() - lefts.size();
    double least = 1e9;
    for (const double left : lefts) least = std::min(least, left);
    for (std::size_t i = 0; i < lefts.size(); ++i) {
      std::string& label = table.rows[offset + i].cells[0].text;
      if (label.empty() || looks_like_amount(label)) continue;
      const double steps = (lefts[i] - least) / height;
      if (steps < 0.4) continue;
      label.insert(0, static_cast<std::size_t>(std::clamp(std::round(steps), 1.0, 12.0)) * 2, ' ');
    }
  }

  static bool is_list_of_contents(const ReadTable& table, bool has_header) {
    if (has_header || table.rows.front().cells.size() != 2) return false;
    int last = 0;
    for (const ReadRow& row : table.rows) {
      int page = -1;
      const std::string& text = row.cells[1].text;
      const auto end = std::from_chars(text.data(), text.data() + text.size(), page);
      if (text.empty()) continue;
      if (end.ptr != text.data() + text.size() || page < last) return false;
      last = page;
    }
    return true;
  }

  /// Words of a chart: few of them, or labels that end, not begin, under one another.
  bool is_picture(const ReadTable& table, const std::vector<std::size_t>& rows) const {
    if (rows.size() < 3) return true;
    std::size_t filled = 0;
    for (const ReadRow& row : table.rows) {
      for (std::size_t i = 1; i < row.cells.size(); ++i)
        filled += row.cells[i].text.empty() ? 0u : 1u;
    }
    if (filled * 2 < table.rows.size() * (columns_.size() - 1)) return true;
    std::vector<long> lefts;
    lefts.reserve(rows.size());
    for (const std::size_t row : rows) {
      lefts.push_back(std::lround(lines_[row].segments.front().left));
    }
    std::sort(lefts.begin(), lefts.end());
    const auto distinct = std::unique(lefts.begin(), lefts.end()) - lefts.begin();
    return static_cast<std::size_t>(distinct) * 2 > rows.size();
  }

  static bool has_labels(const ReadTable& table) {
    std::size_t labels = 0;
    for (const ReadRow& row : table.rows) {
      if (!row.cells[0].text.empty() && !looks_like_amount(row.cells[0].text)) ++labels;
    }
    return labels * 2 >= table.rows.size();
  }

  /// The lines right above the header: a caption, and perhaps `Belopp i mnkr`.
  std::string title_above(std::size_t header) const {
    constexpr std::size_t longest = 120;
    std::string title;
    for (std::size_t i = header; i-- > 0 && i + 3 > header;) {
      const double near = title.empty() ? 2 : 1;
      const std::string text = clean(lines_[i].text());
      const bool above = lines_[i].segments.size() == 1 && gap(i + 1) < near * lines_[i].height();
      if (!above || text.size() > longest) break;
      if (!title.empty()) title.insert(0, ". ");
      title.insert(0, text);
    }
    return title;
  }

  /// Lines with nothing between them are a paragraph.
  void texts(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to;) {
      ReadText text{.page = page_.number, .line = static_cast<int>(i) + 1};
      text.text = lines_[i].text();
      std::size_t end = i + 1;
      for (; end < to; ++end) {
        const bool same = std::abs(lines_[end].height() - lines_[i].height()) < 1;
        if (!same || gap(end) > 0.6 * lines_[i].height()) break;
        append(text.text, lines_[end].text());
      }
      i = end;
      text.text = clean(text.text);
      document_.texts.push_back(std::move(text));
    }
  }

  const PdfPage& page_;
  ReadDocument& document_;
  std::vector<PdfLine> lines_;
  std::vector<PdfColumn> columns_;
};

std::vector<std::vector<std::string>> header_of(const ReadTable& table) {
  std::vector<std::vector<std::string>> header;
  for (const ReadRow& row : table.rows) {
    if (!row.header) break;
    header.emplace_back();
    for (const ReadCell& cell : row.cells) header.back().push_back(cell.text);
  }
  return header;
}

/// A table at the top of a page that goes on from the one before.
void join_pages(ReadDocument& document, std::size_t first_of_page) {
  if (first_of_page == 0 || first_of_page >= document.tables.size()) return;
  ReadTable& before = document.tables[first_of_page - 1];
  ReadTable& after = document.tables[first_of_page];
  if (before.rows.back().page + 1 != after.rows.front().page) return;
  // With a caption of its own it is another table.
  if (!after.title.empty() && after.title != before.title) return;
  const auto header = header_of(after);
  if (header.empty() || header != header_of(before)) return;
  int line = before.rows.back().line;
  for (std::size_t i = header.size(); i < after.rows.size(); ++i) {
    after.rows[i].line = ++line;
    before.rows.push_back(std::move(after.rows[i]));
  }
  document.tables.erase(document.tables.begin() + static_cast<std::ptrdiff_t>(first_of_page));
}

}  // namespace

std::vector<PdfPage> pages_of_tsv(std::string_view tsv) {
  std::vector<PdfPage> pages;
  for (const std::string_view line : split(tsv, '\n')) {
    const std::vector<std::string_view> fields = split(line, '\t');
    if (fields.size() < 12) continue;
    const auto page = to_double(fields[1]);
    if (fields[0] == "1" && page) pages.push_back({static_cast<int>(*page), {}});
    if (fields[0] != "5" || pages.empty()) continue;
    const auto left = to_double(fields[6]);
    const auto top = to_double(fields[7]);
    const auto width = to_double(fields[8]);
    const auto height = to_double(fields[9]);
    const std::string text = collapsed(clean(fields[11]));
    if (!left || !top || !width || !height || *width < 0 || *height <= 0 || text.empty()) continue;
    pages.back().words.push_back({*left, *top, *left + *width, *top + *height, text});
  }
  return pages;
}

void find_page_tables(const std::vector<PdfPage>& pages, ReadDocument& document) {
  for (const PdfPage& page : pages) {
    const std::size_t first = document.tables.size();
    PageTables(page, document).run();
    join_pages(document, first);
  }
}

}  // namespace redthread::documents
