// SPDX-License-Identifier: Apache-2.0
#include "report/pdf/finish_pdf.hpp"

#include <memory>

#include "base/error.hpp"
#include "report/pdf/qpdf.hpp"

namespace redthread::report {
namespace {

/// Walks the structure in reading order and gives each table its row headers.
class RowHeaderWriter {
 public:
  explicit RowHeaderWriter(const std::vector<RowHeaders>& tables) : tables_(tables) {}

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

  static void cells(const QPDFObjectHandle& row, const std::vector<bool>& headers) {
    std::size_t column = 0;
    for_each_child(row, [&](const QPDFObjectHandle& cell) {
      if (column < headers.size() && headers[column]) make_row_header(cell);
      ++column;
    });
    REDTHREAD_ASSERT(column == headers.size(), "a row has not the cells that were written");
  }

  static void make_row_header(QPDFObjectHandle cell) {
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
  std::size_t table_ = 0;
  std::size_t row_ = 0;
};

}  // namespace

std::string finish_pdf(std::string_view pdf, const std::vector<RowHeaders>& tables) {
  try {
    QPDF file;
    file.setSuppressWarnings(true);
    file.processMemoryFile("report.pdf", pdf.data(), pdf.size());
    RowHeaderWriter headers(tables);
    headers.walk(file.getRoot().getKey("/StructTreeRoot"));
    REDTHREAD_ASSERT(headers.done(), "fewer tables than were written");
    for (QPDFObjectHandle page : file.getAllPages()) {
      page.replaceKey("/Tabs", QPDFObjectHandle::newName("/S"));
    }
    QPDFWriter writer(file);
    writer.setOutputMemory();
    writer.setStreamDataMode(qpdf_s_preserve);
    writer.setObjectStreamMode(qpdf_o_preserve);
    writer.setDeterministicID(true);
    writer.write();
    const std::shared_ptr<Buffer> bytes = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()};
  } catch (const QPDFExc& damaged) {
    throw Error("pdf.damaged", std::string("the PDF cannot be read: ") + damaged.what());
  }
}

}  // namespace redthread::report
