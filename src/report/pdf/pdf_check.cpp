// SPDX-License-Identifier: Apache-2.0
#include "report/pdf/pdf_check.hpp"

#include <pugixml.hpp>

#include "report/pdf/pdf_check_parts.hpp"
#include "report/pdf/qpdf.hpp"

namespace redthread::report {
namespace {

/// A text, or nothing but spaces?
bool says_something(QPDFObjectHandle text) {
  return text.isString() && text.getUTF8Value().find_first_not_of(" \t\n") != std::string::npos;
}

void check_metadata(QPDFObjectHandle root, Findings& findings) {
  QPDFObjectHandle metadata = root.getKey("/Metadata");
  std::string xmp;
  if (metadata.isStream()) {
    const auto data = metadata.getStreamData(qpdf_dl_generalized);
    xmp.assign(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
  }
  pugi::xml_document xml;
  xml.load_buffer(xmp.data(), xmp.size());
  const auto text = [&](const char* path) {
    return std::string(xml.select_node(path).node().text().get());
  };
  findings.require(text("//*[name()='pdfuaid:part']") == "1" ||
                       std::string(xml.select_node("//@pdfuaid:part").attribute().value()) == "1",
                   "pdfuaid", "the metadata do not say PDF/UA part 1");
  findings.require(!text("//*[name()='dc:title']//*[name()='rdf:li']").empty(), "title",
                   "the metadata have no title");
}

/// Actions that run a script or start a program, wherever in the file.
void check_actions(QPDF& file, Findings& findings) {
  for (QPDFObjectHandle object : file.getAllObjects()) {
    if (!object.isDictionary()) continue;
    QPDFObjectHandle action = object.getKey("/S");
    const bool runs = action.isNameAndEquals("/JavaScript") || action.isNameAndEquals("/Launch");
    findings.require(!runs && !object.hasKey("/JS"), "scripts", "an action runs a program");
  }
}

}  // namespace

void check_file(QPDF& file, Findings& findings) {
  QPDFObjectHandle root = file.getRoot();
  findings.require(!file.isEncrypted(), "encryption", "the file is encrypted");
  QPDFObjectHandle mark = root.getKey("/MarkInfo");
  const auto is_true = [](QPDFObjectHandle of, const std::string& key) {
    return of.isDictionary() && of.getKey(key).isBool() && of.getKey(key).getBoolValue();
  };
  findings.require(is_true(mark, "/Marked"), "marked", "the file does not say that it is tagged");
  findings.require(!is_true(mark, "/Suspects"), "suspects", "the tags are said to be doubtful");
  findings.require(says_something(root.getKey("/Lang")), "language", "the file has no language");
  findings.require(is_true(root.getKey("/ViewerPreferences"), "/DisplayDocTitle"), "shown title",
                   "viewers are not told to show the title");
  check_metadata(root, findings);
  check_actions(file, findings);
  QPDFObjectHandle form = root.getKey("/AcroForm");
  findings.require(!form.isDictionary() || !form.hasKey("/XFA"), "forms",
                   "the file has an XFA form");
  QPDFObjectHandle id = file.getTrailer().getKey("/ID");
  findings.require(id.isArray() && id.getArrayNItems() == 2, "id", "the file has no /ID");
}

std::vector<std::string> check_pdf(std::string_view bytes) {
  Findings findings;
  try {
    QPDF file;
    file.setSuppressWarnings(true);
    file.setAttemptRecovery(false);
    file.processMemoryFile("checked.pdf", bytes.data(), bytes.size());
    check_file(file, findings);
    const auto root = read_structure(file, findings);
    if (root) {
      check_structure(*root, findings);
      check_tables(*root, findings);
    }
    check_pages(file, root.get(), findings);
  } catch (const QPDFExc& damaged) {
    findings.require(false, "file", damaged.what());
  }
  return findings.lines();
}

}  // namespace redthread::report
