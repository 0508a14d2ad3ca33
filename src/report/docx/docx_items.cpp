// SPDX-License-Identifier: Apache-2.0
#include "report/docx/docx_items.hpp"

#include <cstddef>

#include "report/words.hpp"

namespace redthread::report {
namespace {

template <typename Each>
const Each* as(const DocxItem& item) {
  const auto* found = std::get_if<const Each*>(&item.block);
  return found == nullptr ? nullptr : *found;
}

std::string bookmark_name(const char* kind, std::size_t number) {
  std::string digits = std::to_string(number);
  digits.insert(0, digits.size() < 6 ? 6 - digits.size() : 0, '0');
  return kind + digits;
}

}  // namespace

DocxPlan::DocxPlan(const Document& document, const Pictures& pictures, const Look& look) {
  collect(document, pictures);
  lay_tables_out(look);
  for (std::size_t i = 0; i < items_.size(); ++i) lay_down(i);
  name_bookmarks();
}

void DocxPlan::collect(const Document& document, const Pictures& pictures) {
  std::vector<const Table*> behind;
  for (const Block& block : document.blocks) {
    const auto* chart = std::get_if<Chart>(&block);
    if (chart == nullptr) {
      std::visit(
          [this](const auto& each) {
            if constexpr (!std::is_same_v<std::decay_t<decltype(each)>, Chart>) {
              items_.push_back({&each});
            }
          },
          block);
    } else if (pictures.contains(chart->data.id)) {
      items_.push_back({chart});
      behind.push_back(&chart->data);
    } else {
      items_.push_back({&chart->data});
    }
  }
  const Words& say = words(document.language);
  if (!behind.empty()) {
    own_headings_.push_back({1, chart_figures_anchor(), say.chart_figures});
    items_.push_back({&own_headings_.back()});
    for (const Table* table : behind) {
      items_.push_back({table, false, chart_figures_anchor() + "-" + table->id});
    }
  }
  for (const DocxItem& item : items_) {
    const auto* heading = as<Heading>(item);
    if (heading != nullptr && heading->level <= 2) contents_.push_back(heading);
  }
  if (!document.definitions.empty()) {
    own_headings_.push_back({1, "_definitions", say.definitions});
    definitions_ = &own_headings_.back();
    contents_.push_back(definitions_);
  }
}

void DocxPlan::lay_tables_out(const Look& look) {
  const int upright = look.page.text_width();
  const int lying = look.page.height - look.page.left - look.page.right;
  for (DocxItem& item : items_) {
    const auto* table = as<Table>(item);
    if (table == nullptr) continue;
    item.lying = layouts_.emplace(table, lay_out(*table, upright, lying)).first->second.lying;
  }
}

/// A table on a page that lies down takes its headings with it, and the few paragraphs between:
/// otherwise a heading would stand alone at the end of an upright page.
void DocxPlan::lay_down(std::size_t first) {
  constexpr std::size_t paragraphs_at_most = 3;
  const auto* head = as<Heading>(items_[first]);
  if (head == nullptr) return;
  std::size_t paragraphs = 0;
  for (std::size_t i = first + 1; i < items_.size(); ++i) {
    if (as<Table>(items_[i]) != nullptr) {
      for (std::size_t k = first; items_[i].lying && k < i; ++k) items_[k].lying = true;
      return;
    }
    const auto* paragraph = as<Paragraph>(items_[i]);
    if (paragraph != nullptr) {
      if (paragraph->comment || ++paragraphs > paragraphs_at_most) return;
    } else {
      const auto* next = as<Heading>(items_[i]);
      // Another heading of the same rank has the table, not this one.
      if (next == nullptr || (paragraphs > 0 && next->level <= head->level)) return;
    }
  }
}

void DocxPlan::name_bookmarks() {
  const auto name = [this](const std::string& anchor, const char* kind) {
    if (!anchor.empty()) bookmarks_.emplace(anchor, bookmark_name(kind, bookmarks_.size() + 1));
  };
  for (const DocxItem& item : items_) {
    if (const auto* heading = as<Heading>(item)) name(heading->id, "_Toc");
    if (const auto* chart = as<Chart>(item)) name(chart->data.id, "_Ref");
    if (const auto* table = as<Table>(item)) {
      name(item.anchor.empty() ? table->id : item.anchor, "_Ref");
    }
  }
  if (definitions_ != nullptr) name(definitions_->id, "_Toc");
}

}  // namespace redthread::report
