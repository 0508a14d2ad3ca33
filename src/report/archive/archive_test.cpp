// SPDX-License-Identifier: Apache-2.0
#include "report/archive.hpp"

#include <gtest/gtest.h>

#include "report/render.hpp"
#include "report/sample_test.hpp"

namespace redthread::report {
namespace {

TEST(Archive, what_is_read_back_is_rendered_to_the_same_bytes) {
  const Document document = sample_document();
  const std::string text = to_archive(document);
  const auto again = from_archive(text);
  ASSERT_TRUE(again);
  EXPECT_EQ(to_archive(*again), text);
  EXPECT_EQ(render_json(*again), render_json(document));
  EXPECT_EQ(render_html(*again), render_html(document));
  EXPECT_TRUE(render_xlsx(*again) == render_xlsx(document));
}

TEST(Archive, a_warehouses_numbers_and_load_times_are_no_content) {
  Document document = sample_document();
  const std::string text = to_archive(document);
  for (Delivery& delivery : document.deliveries) {
    delivery.loaded_at = "2031-01-01T00:00:00Z";
    delivery.loaded_by = "somebody else";
  }
  EXPECT_EQ(to_archive(document), text);
  ASSERT_FALSE(document.deliveries.empty());
  EXPECT_EQ(from_archive(text)->deliveries.front().id, 1);
}

TEST(Archive, long_texts_and_odd_characters_are_kept) {
  Document document = sample_document();
  std::string text(20'000, 'x');
  text += "\u202F\u2212\"\\\t\u1F600 slut";
  document.blocks.emplace_back(Paragraph{{TextRun{text}}});
  const auto again = from_archive(to_archive(document));
  ASSERT_TRUE(again);
  const auto& paragraph = std::get<Paragraph>(again->blocks.back());
  EXPECT_EQ(std::get<TextRun>(paragraph.runs.front()).text, text);
}

TEST(Archive, any_other_text_is_none) {
  const std::string text = to_archive(sample_document());
  for (const char* other : {"", "{}", "[]", "null", "{\"format\":\"redthread-document/2\"}", "x"}) {
    EXPECT_FALSE(from_archive(other)) << other;
  }
  for (std::size_t cut = 1; cut < text.size(); cut += 997) {
    EXPECT_FALSE(from_archive(text.substr(0, cut))) << cut;
  }
  const auto with = [&](const std::string& what, const std::string& instead) {
    std::string changed = text;
    changed.replace(changed.find(what), what.size(), instead);
    return changed;
  };
  EXPECT_FALSE(from_archive(with("\"operation\": ", "\"operation\": 99")));
  EXPECT_FALSE(from_archive(with("\"state\": \"present\"", "\"state\": \"gone\"")));
  EXPECT_FALSE(from_archive(with("\"figure\": ", "\"figure\": 999999")));
}

}  // namespace
}  // namespace redthread::report
