// SPDX-License-Identifier: Apache-2.0
#include "documents/pdf_lines.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "documents/sheet_tables.hpp"

namespace redthread::documents {
namespace {

/// A gap that parts cells, in heights of the text: between words it is about a quarter.
constexpr double cell_gap = 0.5;

bool is_missing_mark(const std::string& text) {
  static const std::vector<std::string> marks = {"–", "-", "—", "−", "..", "i.u.", "*", "x"};
  // A footnote's mark may stand after it.
  return std::any_of(marks.begin(), marks.end(), [&](const std::string& mark) {
    return text == mark || (text.starts_with(mark + " ") && text.size() <= mark.size() + 4);
  });
}

PdfLine line_of(std::vector<const PdfWord*> words) {
  std::sort(words.begin(), words.end(),
            [](const PdfWord* a, const PdfWord* b) { return a->left < b->left; });
  PdfLine line{.top = words.front()->top, .bottom = words.front()->bottom};
  for (const PdfWord* word : words) {
    line.top = std::min(line.top, word->top);
    line.bottom = std::max(line.bottom, word->bottom);
    const double height = word->bottom - word->top;
    if (line.segments.empty() || word->left - line.segments.back().right > cell_gap * height) {
      line.segments.push_back({word->left, word->right, {}});
    }
    PdfSegment& segment = line.segments.back();
    segment.right = std::max(segment.right, word->right);
    segment.words.push_back(word);
  }
  return line;
}

}  // namespace

std::string PdfSegment::text() const {
  std::string result;
  for (const PdfWord* word : words) result += (result.empty() ? "" : " ") + word->text;
  return result;
}

std::string PdfLine::text() const {
  std::string result;
  for (const PdfSegment& each : segments) result += (result.empty() ? "" : " ") + each.text();
  return result;
}

bool PdfLine::has_figures() const {
  if (segments.size() < 2) return false;
  bool any = false;
  for (std::size_t i = 1; i < segments.size(); ++i) {
    const std::string text = segments[i].text();
    any = any || looks_like_amount(text) || is_missing_mark(text);
  }
  return any;
}

std::vector<PdfLine> lines_of(const PdfPage& page) {
  std::vector<const PdfWord*> words;
  for (const PdfWord& word : page.words) words.push_back(&word);
  const auto middle = [](const PdfWord* word) { return (word->top + word->bottom) / 2; };
  std::stable_sort(words.begin(), words.end(),
                   [&](const PdfWord* a, const PdfWord* b) { return middle(a) < middle(b); });
  std::vector<PdfLine> lines;
  std::vector<const PdfWord*> open;
  for (const PdfWord* word : words) {
    if (!open.empty()) {
      // Small marks stand higher or lower than the words beside them.
      const double height =
          std::max(open.front()->bottom - open.front()->top, word->bottom - word->top);
      if (middle(word) - middle(open.front()) > height * 0.45) {
        lines.push_back(line_of(std::move(open)));
        open.clear();
      }
    }
    open.push_back(word);
  }
  if (!open.empty()) lines.push_back(line_of(std::move(open)));
  return lines;
}

std::vector<PdfColumn> columns_of(const std::vector<PdfLine>& lines,
                                  const std::vector<std::size_t>& rows) {
  std::vector<std::pair<double, int>> ends;
  double height = 0;
  for (const std::size_t row : rows) {
    height = std::max(height, lines[row].height());
    for (const PdfSegment& each : lines[row].segments) {
      ends.emplace_back(each.left, 1);
      ends.emplace_back(each.right, -1);
    }
  }
  std::sort(ends.begin(), ends.end());
  const int few = static_cast<int>(rows.size()) / 10;
  std::vector<PdfColumn> columns;
  int covered = 0;
  for (const auto& [at, step] : ends) {
    const int before = covered;
    covered += step;
    if (before <= few && covered > few) {
      // What is closer than a narrow gap is one column all the same.
      if (columns.empty() || at - columns.back().right > 0.2 * height) {
        columns.push_back({at, at});
      }
    } else if (before > few && covered <= few) {
      columns.back().right = at;
    }
  }
  return columns;
}

}  // namespace redthread::documents
