// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"

namespace redthread::http {

/// The JSON object of a request's body, read field by field; what is wrong is a diagnostic with the
/// field's name (`request.bad_body`). Names that nobody asked for are an error, too (`finish`): a
/// misspelt field is never silently left out.
class JsonBody {
 public:
  /// `text` must be one object, at most 32 deep, without two fields of one name.
  JsonBody(std::string_view text, Diagnostics& diagnostics);
  ~JsonBody();
  JsonBody(const JsonBody&) = delete;
  JsonBody& operator=(const JsonBody&) = delete;

  /// Absent or null = `otherwise`.
  std::string text(const char* name, const std::string& otherwise = {});
  /// Absent, null or empty is an error.
  std::string required_text(const char* name);
  std::int64_t integer(const char* name, std::int64_t otherwise);
  bool flag(const char* name, bool otherwise);
  std::vector<std::string> texts(const char* name);
  /// An object of texts; a null is an empty text.
  std::optional<std::map<std::string, std::string, std::less<>>> fields(const char* name);
  /// A list of objects, each with these texts and none of them empty: the texts in their order.
  /// nullopt when it is absent, or wrong with a diagnostic.
  std::optional<std::vector<std::vector<std::string>>> records(
      const char* name, const std::vector<const char*>& texts);
  /// An error for each field that was not asked for. True when nothing was wrong at all.
  bool finish();

 private:
  struct Document;
  void wrong(const char* name, const char* expected);

  Diagnostics& diagnostics_;
  std::unique_ptr<Document> document_;
};

}  // namespace redthread::http
