// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/diagnostics.hpp"
#include "base/xml_reader.hpp"
#include "base/zip_archive.hpp"

namespace redthread::documents {

/// An Office file: parts of XML in a zip, that name one another by relations. What is wrong with
/// it is told once.
class Package {
 public:
  struct Relation {
    std::string type;  ///< the last word of it: `worksheet`
    std::string part;  ///< `xl/worksheets/sheet1.xml`
  };
  using Relations = std::map<std::string, Relation, std::less<>>;  ///< by id
  using Take = std::function<void(const XmlReader&, XmlReader::Event)>;

  /// nullopt with a message: no zip, an old format, a password.
  static std::optional<Package> open(std::string bytes, const std::string& file,
                                     Diagnostics& diagnostics);

  bool has(const std::string& part) const { return archive_.has(part); }
  /// The relations of a part; of the package as a whole when it is empty. None when it has none.
  std::optional<Relations> relations(const std::string& of, Diagnostics& diagnostics) const;
  /// Reads a part to its end, an event at a time. False when told.
  bool read(const std::string& part, Diagnostics& diagnostics, const Take& take) const;
  void tell_damage(Diagnostics& diagnostics) const;

 private:
  Package(ZipArchive archive, std::string file)
      : archive_(std::move(archive)), file_(std::move(file)) {}

  ZipArchive archive_;
  std::string file_;
};

}  // namespace redthread::documents
