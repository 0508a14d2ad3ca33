// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redthread {

/// Reads XML in UTF-8 from a stream, an event at a time, in little memory: what the parts of a
/// workbook need and no more. Names are without their prefixes. No document type is accepted, so
/// that there are no entities but the five of XML and numbered characters, and nothing is ever
/// fetched or expanded.
class XmlReader {
 public:
  enum class Event {
    start,     ///< of an element; an empty one (`<a/>`) starts and ends
    end,       ///< of an element
    text,      ///< between tags, decoded; may come in several parts
    finished,  ///< the root element has ended
    damaged    ///< not well-formed, a limit is passed, or the stream has failed
  };
  /// Gives up to `count` bytes; 0 at the end. nullopt-like failure is its owner's to remember.
  using Source = std::function<std::size_t(char* to, std::size_t count)>;

  /// `limit`: bytes of a tag, and of a text between tags.
  XmlReader(Source source, std::size_t limit);

  Event next();
  /// Of the element that starts or ends. Holds until `next`.
  std::string_view name() const { return name_; }
  /// An attribute's value, decoded; empty when there is none.
  std::string_view attribute(std::string_view name) const;
  bool has_attribute(std::string_view name) const;
  const std::string& text() const { return text_; }
  std::size_t depth() const { return open_.size(); }

 private:
  static constexpr std::size_t max_depth = 64;

  bool fill();
  std::size_t find(std::string_view what, std::size_t from);
  Event read_markup();
  Event read_start();
  Event read_end();
  bool read_attributes(std::string_view tag);
  bool skip_past(std::string_view end);
  static bool decode(std::string_view written, std::string& text);

  Source source_;
  std::size_t limit_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_ = false;
  bool is_damaged_ = false;
  bool started_ = false;
  bool is_empty_element_ = false;
  std::vector<std::string> open_;  ///< names of the elements around, as written
  std::string name_;
  std::string text_;
  std::vector<std::pair<std::string, std::string>> attributes_;
};

}  // namespace redthread
