// SPDX-License-Identifier: Apache-2.0
#include "report/pdf/pdf_check.hpp"

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include "report/pdf/pdf_sample_test.hpp"
#include "report/pdf/qpdf.hpp"

namespace redthread::report {
namespace {

using Object = QPDFObjectHandle;

/// The sample report after a change, written again.
std::string changed(const std::function<void(QPDF&)>& change, bool encrypted = false) {
  QPDF file;
  file.processMemoryFile("sample.pdf", sample_pdf().data(), sample_pdf().size());
  change(file);
  QPDFWriter writer(file);
  writer.setOutputMemory();
  writer.setStaticID(true);
  if (encrypted) {
    writer.setR6EncryptionParameters("", "x", true, true, true, true, true, true, qpdf_r3p_full,
                                     true);
  }
  writer.write();
  const auto bytes = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()};
}

Object tree(QPDF& file) { return file.getRoot().getKey("/StructTreeRoot"); }

/// The first element of the structure of that type.
Object element(QPDF& file, const std::string& type, std::size_t skip = 0) {
  for (Object object : file.getAllObjects()) {
    const bool wanted = object.isDictionary() &&
                        object.getKey("/Type").isNameAndEquals("/StructElem") &&
                        object.getKey("/S").isNameAndEquals(type);
    if (wanted && skip-- == 0) return object;
  }
  ADD_FAILURE() << "no " << type;
  return Object::newNull();
}

void set_type(Object object, const std::string& type) {
  object.replaceKey("/S", Object::newName(type));
}

Object page(QPDF& file) { return file.getAllPages()[0]; }

Object annotation(QPDF& file) {
  for (Object each : file.getAllPages()) {
    if (each.getKey("/Annots").isArray()) return each.getKey("/Annots").getArrayItem(0);
  }
  ADD_FAILURE() << "no annotation";
  return Object::newNull();
}

Object font(QPDF& file) {
  for (Object object : file.getAllObjects()) {
    if (object.isDictionary() && object.getKey("/Subtype").isNameAndEquals("/Type0")) return object;
  }
  ADD_FAILURE() << "no font";
  return Object::newNull();
}

/// The page's content with more at its end.
void append_content(QPDF& file, const std::string& more) {
  page(file).addPageContents(file.newStream(more), false);
}

struct Break {
  const char* point;
  std::function<void(QPDF&)> change;
  friend std::ostream& operator<<(std::ostream& out, const Break& each) {
    return out << each.point;
  }
};

class PdfCheckBroken : public testing::TestWithParam<Break> {};

TEST_P(PdfCheckBroken, is_told) {
  const auto found = check_pdf(changed(GetParam().change));
  const std::string point = std::string(GetParam().point) + ": ";
  bool told = false;
  std::string all;
  for (const std::string& line : found) {
    told = told || line.starts_with(point);
    all += line + "\n";
  }
  EXPECT_TRUE(told) << all;
}

const Break breaks[] = {
    {"marked", [](QPDF& file) { file.getRoot().removeKey("/MarkInfo"); }},
    {"suspects",
     [](QPDF& file) {
       file.getRoot().getKey("/MarkInfo").replaceKey("/Suspects", Object::newBool(true));
     }},
    {"language", [](QPDF& file) { file.getRoot().removeKey("/Lang"); }},
    {"shown title", [](QPDF& file) { file.getRoot().removeKey("/ViewerPreferences"); }},
    {"title", [](QPDF& file) { file.getRoot().removeKey("/Metadata"); }},
    {"pdfuaid", [](QPDF& file) { file.getRoot().removeKey("/Metadata"); }},
    {"scripts",
     [](QPDF& file) {
       Object action = Object::parse("<< /S /JavaScript /JS (app.alert(1)) >>");
       file.getRoot().replaceKey("/OpenAction", file.makeIndirectObject(action));
     }},
    {"forms",
     [](QPDF& file) {
       file.getRoot().replaceKey("/AcroForm", Object::parse("<< /XFA [] /Fields [] >>"));
     }},
    {"structure", [](QPDF& file) { file.getRoot().removeKey("/StructTreeRoot"); }},
    {"document", [](QPDF& file) { set_type(element(file, "/Document"), "/Sect"); }},
    {"parents", [](QPDF& file) { element(file, "/P").replaceKey("/P", tree(file)); }},
    {"roles", [](QPDF& file) { set_type(element(file, "/P"), "/Strange"); }},
    {"headings", [](QPDF& file) { set_type(element(file, "/H2"), "/H4"); }},
    {"alternatives", [](QPDF& file) { element(file, "/Figure").removeKey("/Alt"); }},
    {"lists", [](QPDF& file) { set_type(element(file, "/LI"), "/P"); }},
    {"contents", [](QPDF& file) { set_type(element(file, "/TOC"), "/Div"); }},
    {"links", [](QPDF& file) { element(file, "/Link").replaceKey("/K", Object::newArray()); }},
    {"link texts", [](QPDF& file) { annotation(file).removeKey("/Contents"); }},
    {"annotations", [](QPDF& file) { annotation(file).removeKey("/StructParent"); }},
    {"table parts", [](QPDF& file) { set_type(element(file, "/TD"), "/P"); }},
    {"table columns",
     [](QPDF& file) {
       Object row = element(file, "/TR");
       row.getKey("/K").eraseItem(0);
     }},
    {"table headers",
     [](QPDF& file) {
       for (Object object : file.getAllObjects()) {
         if (object.isDictionary() && object.getKey("/S").isNameAndEquals("/TH")) {
           set_type(object, "/TD");
         }
       }
     }},
    {"table scopes", [](QPDF& file) { element(file, "/TH").removeKey("/A"); }},
    {"fonts",
     [](QPDF& file) {
       font(file).getKey("/DescendantFonts").getArrayItem(0).removeKey("/FontDescriptor");
     }},
    {"unicode", [](QPDF& file) { font(file).removeKey("/ToUnicode"); }},
    {"tabs", [](QPDF& file) { page(file).removeKey("/Tabs"); }},
    {"bookmarks", [](QPDF& file) { file.getRoot().removeKey("/Outlines"); }},
    {"untagged", [](QPDF& file) { append_content(file, "\n0 0 10 10 re f\n"); }},
    {"marks", [](QPDF& file) { append_content(file, "\n/Artifact BMC\n"); }},
    {"content", [](QPDF& file) { append_content(file, "\n/P << /MCID 9999 >> BDC EMC\n"); }},
    {"parent tree", [](QPDF& file) { page(file).removeKey("/StructParents"); }},
};

INSTANTIATE_TEST_SUITE_P(Points, PdfCheckBroken, testing::ValuesIn(breaks),
                         [](const testing::TestParamInfo<Break>& about) {
                           std::string name = about.param.point;
                           for (char& c : name) c = c == ' ' ? '_' : c;
                           return name;
                         });

TEST(PdfCheck, the_sample_passes_and_so_does_what_is_written_again) {
  EXPECT_EQ(check_pdf(sample_pdf()), std::vector<std::string>());
  EXPECT_EQ(check_pdf(changed([](QPDF&) {})), std::vector<std::string>());
}

TEST(PdfCheck, an_encrypted_file_is_told) {
  const auto found = check_pdf(changed([](QPDF&) {}, true));
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0], "encryption: the file is encrypted");
}

TEST(PdfCheck, a_file_without_an_id_is_told) {
  std::string bytes = sample_pdf();
  const std::size_t at = bytes.rfind("/ID");
  ASSERT_NE(at, std::string::npos);
  bytes.replace(at, 3, "/XD");
  EXPECT_EQ(check_pdf(bytes), std::vector<std::string>{"id: the file has no /ID"});
}

TEST(PdfCheck, bytes_that_are_no_pdf_are_told) {
  for (const std::string bytes : {"", "%PDF-1.7", "PK"}) {
    const auto found = check_pdf(bytes);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_TRUE(found[0].starts_with("file: "));
  }
}

}  // namespace
}  // namespace redthread::report
