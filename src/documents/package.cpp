// SPDX-License-Identifier: Apache-2.0
#include "documents/package.hpp"

#include <fmt/format.h>

#include "documents/messages.hpp"

namespace redthread::documents {
namespace {

constexpr std::uint64_t largest_part = 512u << 20;
constexpr std::uint64_t packing_ratio = 400;
constexpr std::size_t longest_text = 4u << 20;

/// A target as a part's name: `/xl/a.xml`, or relative to the folder of the part that names it.
std::string resolved(std::string_view folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  std::string base(folder);
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    base.resize(base.size() > 1 ? base.rfind('/', base.size() - 2) + 1 : 0);
  }
  return base + std::string(target);
}

}  // namespace

std::optional<Package> Package::open(std::string bytes, const std::string& file,
                                     Diagnostics& diagnostics) {
  const std::string_view start = std::string_view(bytes).substr(0, 4);
  if (start == "\xD0\xCF\x11\xE0") {
    diagnostics.error(codes::password, {.file = file},
                      "the file is protected with a password, or of Office's old format",
                      "save it as .xlsx or .docx without a password");
    return std::nullopt;
  }
  auto archive = ZipArchive::from_bytes(std::move(bytes));
  if (!archive) {
    diagnostics.error(codes::damaged, {.file = file},
                      "the file cannot be read: it is damaged, cut short, or of another kind",
                      "open it in Office and save it again");
    return std::nullopt;
  }
  return Package(std::move(*archive), file);
}

std::optional<Package::Relations> Package::relations(const std::string& of,
                                                     Diagnostics& diagnostics) const {
  const std::string folder = of.substr(0, of.rfind('/') + 1);
  const std::string name = folder + "_rels/" + of.substr(folder.size()) + ".rels";
  Relations found;
  if (!has(name)) return found;
  const bool sound = read(name, diagnostics, [&](const XmlReader& xml, XmlReader::Event event) {
    if (event != XmlReader::Event::start || xml.name() != "Relationship") return;
    const std::string_view type = xml.attribute("Type");
    found[std::string(xml.attribute("Id"))] = {std::string(type.substr(type.rfind('/') + 1)),
                                               resolved(folder, xml.attribute("Target"))};
  });
  if (!sound) return std::nullopt;
  return found;
}

bool Package::read(const std::string& part, Diagnostics& diagnostics, const Take& take) const {
  ZipArchive::Trouble trouble{};
  auto from = archive_.part(part, {largest_part, packing_ratio}, trouble);
  if (!from && trouble == ZipArchive::Trouble::too_large) {
    diagnostics.error(codes::too_large, {.file = file_},
                      fmt::format("a part of the file unpacks to more than {} MiB, or to more than "
                                  "{} times its size",
                                  largest_part >> 20, packing_ratio),
                      "this is how files are made that are meant to do harm");
    return false;
  }
  if (!from) {
    tell_damage(diagnostics);
    return false;
  }
  XmlReader xml([&](char* to, std::size_t count) { return from->read(to, count); }, longest_text);
  while (true) {
    const XmlReader::Event event = xml.next();
    if (event == XmlReader::Event::finished) return true;
    if (event == XmlReader::Event::damaged) {
      tell_damage(diagnostics);
      return false;
    }
    take(xml, event);
  }
}

void Package::tell_damage(Diagnostics& diagnostics) const {
  for (const Diagnostic& each : diagnostics.items()) {
    if (each.span.file == file_ && each.severity == Severity::error) return;
  }
  diagnostics.error(codes::damaged, {.file = file_},
                    "the file cannot be read: a part of it is damaged or not there",
                    "open it in Office and save it again");
}

}  // namespace redthread::documents
