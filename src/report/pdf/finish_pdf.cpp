// SPDX-License-Identifier: Apache-2.0
#include "report/pdf/finish_pdf.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "report/pdf/qpdf.hpp"

namespace redthread::report {
namespace {

/// Objects that are not as they were, by number.
using Changed = std::map<int, QPDFObjectHandle>;

/// Walks the structure in reading order and gives each table its row headers. Cells that are none
/// are not even read.
class RowHeaderWriter {
 public:
  RowHeaderWriter(const std::vector<RowHeaders>& tables, Changed& changed)
      : tables_(tables), changed_(changed) {}

  void walk(const QPDFObjectHandle& element) {
    const std::string type = type_of(element);
    if (type == "/Table") {
      REDTHREAD_ASSERT(table_ < tables_.size(), "more tables than were written");
      row_ = 0;
      rows(element, tables_[table_++]);
      return;
    }
    for_each_child(element, [this](const QPDFObjectHandle& child) { walk(child); });
  }
  bool done() const { return table_ == tables_.size(); }

 private:
  static std::string type_of(QPDFObjectHandle element) {
    QPDFObjectHandle type = element.getKey("/S");
    return type.isName() ? type.getName() : std::string();
  }

  template <typename Visit>
  static void for_each_child(QPDFObjectHandle element, Visit visit) {
    QPDFObjectHandle children = element.getKey("/K");
    if (children.isDictionary()) {
      visit(children);
    } else if (children.isArray()) {
      for (int i = 0; i < children.getArrayNItems(); ++i) {
        QPDFObjectHandle child = children.getArrayItem(i);
        if (child.isDictionary()) visit(child);
      }
    }
  }

  void rows(const QPDFObjectHandle& parent, const RowHeaders& headers) {
    for_each_child(parent, [&](const QPDFObjectHandle& child) {
      if (type_of(child) == "/TR") {
        REDTHREAD_ASSERT(row_ < headers.size(), "a table has more rows than were written");
        cells(child, headers[row_++]);
      } else {
        rows(child, headers);
      }
    });
  }

  void cells(QPDFObjectHandle row, const std::vector<bool>& headers) {
    QPDFObjectHandle cells = row.getKey("/K");
    const bool whole =
        cells.isArray() && cells.getArrayNItems() == static_cast<int>(headers.size());
    REDTHREAD_ASSERT(whole || headers.empty(), "a row has not the cells that were written");
    for (std::size_t column = 0; column < headers.size(); ++column) {
      if (headers[column]) make_row_header(cells.getArrayItem(static_cast<int>(column)));
    }
  }

  void make_row_header(QPDFObjectHandle cell) {
    changed_.emplace(cell.getObjectID(), cell);
    cell.replaceKey("/S", QPDFObjectHandle::newName("/TH"));
    QPDFObjectHandle scope = QPDFObjectHandle::newDictionary();
    scope.replaceKey("/O", QPDFObjectHandle::newName("/Table"));
    scope.replaceKey("/Scope", QPDFObjectHandle::newName("/Row"));
    QPDFObjectHandle attributes = cell.getKey("/A");
    if (attributes.isArray()) {
      attributes.appendItem(scope);
    } else if (attributes.isDictionary()) {
      cell.replaceKey("/A", QPDFObjectHandle::newArray({attributes, scope}));
    } else {
      cell.replaceKey("/A", scope);
    }
  }

  const std::vector<RowHeaders>& tables_;
  Changed& changed_;
  std::size_t table_ = 0;
  std::size_t row_ = 0;
};

/// The file with changed objects in their places; all else is copied as it stands. Only for files
/// with a plain table of references, as Typst writes them.
std::string rewritten(std::string_view pdf, QPDF& file, const Changed& changed) {
  std::vector<std::pair<std::size_t, int>> objects;  // by their places
  int last = 0;
  for (const auto& [object, entry] : file.getXRefTable()) {
    if (entry.getType() != 1) throw Error("pdf.damaged", "the PDF has compressed references");
    objects.emplace_back(static_cast<std::size_t>(entry.getOffset()), object.getObj());
    last = std::max(last, object.getObj());
  }
  std::sort(objects.begin(), objects.end());
  const std::size_t references = pdf.rfind("\nxref\n") + 1;
  const std::size_t trailer = pdf.rfind("\ntrailer") + 1;
  const std::size_t place = pdf.rfind("\nstartxref") + 1;
  if (objects.empty() || references == 0 || trailer < references || place < trailer) {
    throw Error("pdf.damaged", "the PDF has no plain table of references");
  }
  std::string text(pdf.substr(0, objects.front().first));
  text.reserve(pdf.size() + changed.size() * 256);
  std::vector<std::size_t> places(static_cast<std::size_t>(last) + 1, 0);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const auto [begin, number] = objects[i];
    const std::size_t end = i + 1 < objects.size() ? objects[i + 1].first : references;
    places[static_cast<std::size_t>(number)] = text.size();
    const auto found = changed.find(number);
    if (found == changed.end()) {
      text += pdf.substr(begin, end - begin);
    } else {
      QPDFObjectHandle object = found->second;
      text += fmt::format("{} 0 obj\n{}\nendobj\n\n", number, object.unparseResolved());
    }
  }
  const std::size_t begin = text.size();
  text += fmt::format("xref\n0 {}\n0000000000 65535 f\r\n", places.size());
  for (std::size_t i = 1; i < places.size(); ++i) {
    text +=
        places[i] == 0 ? "0000000000 65535 f\r\n" : fmt::format("{:010} 00000 n\r\n", places[i]);
  }
  text += pdf.substr(trailer, place - trailer);
  return text + fmt::format("startxref\n{}\n%%EOF", begin);
}

}  // namespace

std::string finish_pdf(std::string_view pdf, const std::vector<RowHeaders>& tables) {
  try {
    QPDF file;
    file.setSuppressWarnings(true);
    file.processMemoryFile("report.pdf", pdf.data(), pdf.size());
    Changed changed;
    RowHeaderWriter headers(tables, changed);
    headers.walk(file.getRoot().getKey("/StructTreeRoot"));
    REDTHREAD_ASSERT(headers.done(), "fewer tables than were written");
    for (QPDFObjectHandle page : file.getAllPages()) {
      page.replaceKey("/Tabs", QPDFObjectHandle::newName("/S"));
      changed.emplace(page.getObjectID(), page);
    }
    return rewritten(pdf, file, changed);
  } catch (const QPDFExc& damaged) {
    throw Error("pdf.damaged", std::string("the PDF cannot be read: ") + damaged.what());
  }
}

}  // namespace redthread::report
