// SPDX-License-Identifier: Apache-2.0
#include "catalog/toml.hpp"

#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <toml.hpp>

#include "base/text.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;

/// One line a value, `a.b = string x`, in the order of keys: comparable with the oracle's.
void list(const TomlValue& value, const std::string& path, std::vector<std::string>& lines) {
  switch (value.kind) {
    case Kind::table: {
      lines.push_back(path + " table");
      for (const auto& [key, index] : value.index)
        list(value.items[index], path + "." + key, lines);
      return;
    }
    case Kind::array:
      lines.push_back(path + " array");
      for (std::size_t i = 0; i < value.items.size(); ++i) {
        list(value.items[i], path + "[" + std::to_string(i) + "]", lines);
      }
      return;
    case Kind::boolean:
      lines.push_back(path + (value.truth ? " true" : " false"));
      return;
    case Kind::floating: {
      std::ostringstream text;
      text << std::stod(value.text);
      lines.push_back(path + " float " + text.str());
      return;
    }
    case Kind::date:
      lines.push_back(path + " date");
      return;
    case Kind::string:
      lines.push_back(path + " string " + value.text);
      return;
    case Kind::integer:
      lines.push_back(path + " integer " + value.text);
      return;
  }
}

using OracleValue = toml::basic_value<toml::discard_comments, std::map, std::vector>;

void list(const OracleValue& value, const std::string& path, std::vector<std::string>& lines) {
  if (value.is_table()) {
    lines.push_back(path + " table");
    for (const auto& [key, item] : value.as_table()) list(item, path + "." + key, lines);
  } else if (value.is_array()) {
    lines.push_back(path + " array");
    for (std::size_t i = 0; i < value.as_array().size(); ++i) {
      list(value.as_array()[i], path + "[" + std::to_string(i) + "]", lines);
    }
  } else if (value.is_boolean()) {
    lines.push_back(path + (value.as_boolean() ? " true" : " false"));
  } else if (value.is_floating()) {
    std::ostringstream text;
    text << value.as_floating();
    lines.push_back(path + " float " + text.str());
  } else if (value.is_string()) {
    lines.push_back(path + " string " + value.as_string().str);
  } else if (value.is_integer()) {
    lines.push_back(path + " integer " + std::to_string(value.as_integer()));
  } else {
    lines.push_back(path + " date");
  }
}

struct Read {
  bool ok = false;
  std::vector<std::string> lines;
  bool operator==(const Read&) const = default;
};

Read ours(const std::string& text) {
  const Source source("x.toml", text);
  Diagnostics diagnostics;
  const TomlValue document = parse_toml(source, diagnostics);
  Read result{.ok = !diagnostics.has_errors()};
  EXPECT_EQ(document.damaged, diagnostics.has_errors()) << text;
  if (result.ok) list(document, "", result.lines);
  return result;
}

/// toml11's opinion.
Read oracle(const std::string& text) {
  Read result;
  try {
    std::istringstream stream(text);
    list(toml::parse<toml::discard_comments, std::map, std::vector>(stream, "x.toml"), "",
         result.lines);
    result.ok = true;
  } catch (const std::exception&) {
    result.lines.clear();
  }
  return result;
}

const std::vector<std::string> documents = {
    "a = 1\nb = 'x'\nc = \"å\\t\\u00e5\\U0001F600\\\\\"\n",
    "a = 0x1F\nb = 0o17\nc = 0b101\nd = 1_000\ne = -17\nf = +5\ng = 0\n",
    "a = 0.5\nb = -1.25\nc = 1e3\nd = 6.626e-34\ne = 1_0.2_5\n",
    "a = true\nb = false\n",
    "a = 2024-01-31\nb = 08:00:00\nc = 2024-01-31T08:00:00Z\nd = 2024-01-31 08:00:00.5+01:00\n",
    "a = []\nb = [1, 2, 3,]\nc = [\n  1, # one\n  2\n]\nd = [[1], ['x']]\n",
    "a = {}\nb = {x = 1, 'y z' = 2, \"å\" = {z = 3}}\n",
    "[a]\nb = 1\n[a.c]\nd = 2\n[e.f.g]\nh = 3\n[e]\ni = 4\n",
    "[\"visits.physician\"]\nname = {sv = \"Läkarbesök\"}\n",
    "a.b.c = 1\na.b.d = 2\n\"x.y\".z = 3\n",
    "[t]\ncategories.women = {sv = 'K'}\ncategories.men = 'M'\n",
    "[fruit]\napple.color = 'red'\n[fruit.apple.taste]\nsweet = true\n",
    "[[a]]\nx = 1\n[[a]]\nx = 2\n[a.b]\ny = 3\n[[a.c]]\nz = 4\n",
    "a = \"\"\"\nfirst\nsecond \\\n   joined\"\"\"\nb = '''\nraw \\n\n'''\n",
    "a = \"\"\"two \"\" quotes\"\"\"\nb = ''''x''''\n",
    "a = \"\" # empty\nb = ''\r\nc = 1\r\n",
    "# only a comment\n",
    "",
    "a = 1 # no line end",
    "1 = 2\n2024 = \">= 95 %\"\n-x- = 1\n",
    // Not TOML.
    "a = \n",
    "a\n",
    "= 1\n",
    "a = 1 b = 2\n",
    "a = 01\n",
    "a = 1__0\n",
    "a = .5\n",
    "a = 5.\n",
    "a = \"x\n",
    "a = 'x\n",
    "a = \"\\q\"\n",
    "a = \"\\ud800\"\n",
    "a = [1, 2\n",
    "a = {x = 1\n",
    "a = {x = 1,}\n",
    "a = {x = 1\n}\n",
    "[a\n",
    "[a]]\n",
    "[[a]\n",
    "[]\n",
    "[a.]\n",
    "a. = 1\n",
    "a = 1\na = 2\n",
    "[a]\n[a]\n",
    "[a]\nb = 1\n[a.b]\n",
    "a = {b = 1}\n[a]\n",
    "a = {b = 1}\na.c = 2\n",
    "a = [1]\n[[a]]\n",
    "[[a]]\n[a]\n",
    "[a.b]\n[a]\nb.c = 1\n",
    "a = tru\n",
    "a = yes\n",
    "a = 2024-13-01\n",
    "å = 1\n",
    "a = \"\"\"x\n",
    "[fruit]\napple.color = 'red'\n[fruit.apple]\n",
};

TEST(Toml, AgreesWithToml11) {
  for (const std::string& text : documents) EXPECT_EQ(ours(text), oracle(text)) << text;
}

/// Cutting and doubling pieces of documents makes many near misses.
TEST(Toml, AgreesWithToml11OnPiecesOfDocuments) {
  int agreed = 0;
  for (const std::string& text : documents) {
    for (std::size_t cut = 0; cut < text.size(); ++cut) {
      for (const std::string& piece :
           {text.substr(0, cut), text.substr(0, cut) + text.substr(cut + 1)}) {
        if (!is_valid_utf8(piece)) continue;  // check_readable refuses it before
        const Read own = ours(piece);
        const Read other = oracle(piece);
        if (own == other) {
          ++agreed;
          continue;
        }
        ADD_FAILURE() << "ours: " << own.ok << ", toml11: " << other.ok << "\n" << piece;
      }
    }
  }
  EXPECT_GT(agreed, 1'000);
}

TEST(Toml, KeepsPlacesAndOrder) {
  const Source source("x.toml", "[\"b.c\"]\n  z = {sv = \"åå\", en = 'e'}\n  y.x = [1,\n   2]\n");
  Diagnostics diagnostics;
  const TomlValue document = parse_toml(source, diagnostics);
  ASSERT_TRUE(diagnostics.empty());
  const TomlValue& table = document.items[0];
  EXPECT_EQ(table.key, "b.c");
  EXPECT_EQ(table.items[0].key, "z");
  EXPECT_EQ(table.items[1].key, "y");
  const TomlValue& en = table.items[0].items[1];
  EXPECT_EQ(en.key_mark.span().line, 2);
  EXPECT_EQ(en.key_mark.span().column, 19);
  EXPECT_EQ(en.mark.span().column, 24);
  EXPECT_EQ(en.text_mark().span().column, 25);
  const TomlValue& two = table.items[1].items[0].items[1];
  EXPECT_EQ(two.mark.span().line, 4);
  EXPECT_EQ(two.mark.span().column, 4);
}

TEST(Toml, TextsWithEscapesAreNotVerbatim) {
  const Source source("x.toml", "a = \"x\\ty\"\nb = \"xy\"\nc = \"\"\"x\ny\"\"\"\n");
  Diagnostics diagnostics;
  const TomlValue document = parse_toml(source, diagnostics);
  EXPECT_FALSE(document.items[0].verbatim);
  EXPECT_TRUE(document.items[1].verbatim);
  EXPECT_FALSE(document.items[2].verbatim);
}

TEST(Toml, DeepNestingIsAnErrorNotACrash) {
  for (const std::string& part : {std::string("["), std::string("{a = ")}) {
    std::string text = "a = ";
    for (int i = 0; i < 100'000; ++i) text += part;
    EXPECT_FALSE(ours(text).ok);
  }
  std::string key = "a";
  for (int i = 0; i < 100'000; ++i) key += ".a";
  EXPECT_FALSE(ours(key + " = 1").ok);
  EXPECT_FALSE(ours("[" + key + "]").ok);
}

}  // namespace
}  // namespace redthread::catalog
