// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <variant>

#include "base/error.hpp"
#include "report/compose/compose_chart.hpp"
#include "report/compose/compose_control.hpp"
#include "report/compose/compose_tables.hpp"
#include "report/compose/control_words.hpp"
#include "report/compose/definitions.hpp"
#include "report/template.hpp"
#include "report/template/pattern.hpp"
#include "report/template/template_state.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

using Kind = Directive::Kind;

/// The figure as a directive asks for it: it stays itself, only its printing differs.
FigureRun figure_run(const FigurePtr& figure, const Directive& directive, Language language) {
  FigureRun run{.figure = figure, .text = {}, .magnitude = directive.magnitude};
  NumberFormat format = directive.show.value_or(figure->format);
  if (directive.sign) format.always_sign = *directive.sign;
  if (directive.magnitude) format.always_sign = false;
  if (format != figure->format) run.show = format;
  if (!figure->value) {
    run.text = figure->text(language);
  } else {
    const Exact value = directive.magnitude ? figure->value->abs() : *figure->value;
    run.text = format_number(value, format, language);
  }
  return run;
}

/// The word that goes with the sign that the figure is printed with.
std::string word_for(const Figure& figure, const Directive& directive, Language language) {
  const Words& say = words(language);
  if (!figure.value) return directive.missing.value_or(say.not_here);
  const Decimal shown = displayed_value(*figure.value, directive.show.value_or(figure.format));
  if (shown.is_zero()) return directive.same.value_or(say.unchanged);
  return shown.is_negative() ? directive.down : directive.up;
}

/// Pieces of one template (the report's or a comment's) -> runs.
class TextComposer {
 public:
  TextComposer(const Template::State& state, const std::vector<Answer>& answers,
               const Content& content, Language language)
      : state_(state), answers_(answers), content_(content), language_(language) {
    REDTHREAD_ASSERT(answers.size() == state.requests.size(), "one answer a request");
  }

  Runs runs(const Pieces& pieces) const {
    Runs made;
    for (const Piece& piece : pieces) {
      if (const auto* text = std::get_if<TextPiece>(&piece)) {
        add_text(made, text->text, text->style, text->link);
      } else if (const auto* directive = std::get_if<DirectivePiece>(&piece)) {
        add_directive(made, *directive);
      } else {
        made.emplace_back(LineBreak{});
      }
    }
    trim_end(made);
    return made;
  }

  std::string plain(const Pieces& pieces) const {
    std::string text;
    for (const Run& run : runs(pieces)) {
      if (const auto* part = std::get_if<TextRun>(&run)) text += part->text;
    }
    return text;
  }

  std::string filled(const std::string& pattern) const {
    return fill_pattern(pattern, content_.period, content_.unit_name, language_);
  }
  const Answer& answer(const Directive& directive) const {
    REDTHREAD_ASSERT(directive.request >= 0, "a directive that asks for something");
    return answers_[static_cast<std::size_t>(directive.request)];
  }

 private:
  static void add_text(Runs& runs, const std::string& text, TextRun::Style style,
                       const std::string& link) {
    if (text.empty()) return;
    if (!runs.empty()) {
      if (auto* last = std::get_if<TextRun>(&runs.back());
          last != nullptr && last->style == style && last->link == link) {
        last->text += text;
        return;
      }
    }
    runs.emplace_back(TextRun{text, style, link});
  }

  void add_directive(Runs& made, const DirectivePiece& piece) const {
    const Directive& directive = state_.directives[piece.directive];
    switch (directive.kind) {
      case Kind::figure: {
        const Answer& answered = answer(directive);
        REDTHREAD_ASSERT(answered.figure != nullptr, "a figure for a figure's request");
        FigureRun run = figure_run(answered.figure, directive, language_);
        run.style = piece.style;
        made.emplace_back(std::move(run));
        break;
      }
      case Kind::word: {
        const Answer& answered = answer(directive);
        REDTHREAD_ASSERT(answered.figure != nullptr, "a figure for a word's request");
        add_text(made, word_for(*answered.figure, directive, language_), piece.style, piece.link);
        break;
      }
      case Kind::period:
        add_text(made, filled(directive.words.empty() ? "{period}" : "{period short}"), piece.style,
                 piece.link);
        break;
      case Kind::unit:
        add_text(made, content_.unit_name, piece.style, piece.link);
        break;
      default:
        break;
    }
  }

  static void trim_end(Runs& runs) {
    while (!runs.empty()) {
      auto* last = std::get_if<TextRun>(&runs.back());
      if (last == nullptr) return;
      while (!last->text.empty() && last->text.back() == ' ') last->text.pop_back();
      if (!last->text.empty()) return;
      runs.pop_back();
    }
  }

  const Template::State& state_;
  const std::vector<Answer>& answers_;
  const Content& content_;
  Language language_;
};

class Composer {
 public:
  Composer(const Template::State& state, const Content& content, const Catalog& catalog)
      : state_(state),
        content_(content),
        catalog_(catalog),
        language_(catalog.region.language),
        say_(words(language_)),
        text_(state, content.answers, content, language_) {}

  Document compose() {
    document_.region = catalog_.region.key;
    document_.report = state_.key;
    document_.title = text_.filled(state_.title);
    document_.subtitle = state_.subtitle.empty()
                             ? content_.unit_name + ", " + period_name(content_.period, language_)
                             : text_.filled(state_.subtitle);
    if (content_.restated_to) {
      document_.subtitle += say_.restated_to + content_.restated_to->to_string();
    }
    document_.publisher = catalog_.region.name.in(language_);
    document_.status = say_.draft;
    document_.language = language_;
    document_.period = content_.period;
    document_.catalog_sha256 = catalog_.sha256;
    document_.deliveries = content_.deliveries;
    document_.plan = content_.plan;
    for (const Node& node : state_.nodes) {
      std::visit([this](const auto& each) { add(each); }, node);
    }
    const std::vector<FigurePtr> figures = all_figures(document_);
    if (state_.definitions != "no") document_.definitions = definitions_of(figures, catalog_);
    name_addresses(figures, catalog_, content_.period, document_.names);
    return std::move(document_);
  }

 private:
  void add(const HeadingNode& node) {
    document_.blocks.emplace_back(Heading{node.level, node.id, text_.plain(node.pieces)});
  }
  void add(const ParagraphNode& node) {
    Runs runs = text_.runs(node.pieces);
    if (!runs.empty()) document_.blocks.emplace_back(Paragraph{std::move(runs), node.lead});
  }
  void add(const ListNode& node) { document_.blocks.emplace_back(list(node, text_)); }
  void add(const TableNode& node) {
    Table table;
    table.id = node.id;
    table.columns = node.columns;
    table.header.emplace_back();
    for (const Pieces& cell : node.header) {
      table.header[0].push_back({.runs = text_.runs(cell)});
    }
    for (const auto& line : node.rows) {
      Table::Row row;
      for (const Pieces& cell : line) {
        row.cells.push_back({.runs = text_.runs(cell), .row_header = row.cells.empty()});
      }
      table.rows.push_back(std::move(row));
    }
    document_.blocks.emplace_back(std::move(table));
  }

  void add(const BlockNode& node) {
    const Directive& directive = state_.directives[node.directive];
    switch (directive.kind) {
      case Kind::toc:
        document_.blocks.emplace_back(TableOfContents{});
        break;
      case Kind::statement:
        add_statement(node, directive);
        break;
      case Kind::chart:
        add_chart(node, directive);
        break;
      case Kind::scorecard:
        if (const auto& scorecard = text_.answer(directive).scorecard) {
          add_table(node, directive, scorecard_table(*scorecard, content_.period, language_));
        }
        break;
      case Kind::goals:
        add_table(node, directive, goals_table(text_.answer(directive).goals, language_));
        break;
      case Kind::comment:
        add_comment(text_.answer(directive));
        break;
      case Kind::findings:
        add_or_say(node, directive,
                   findings_table(text_.answer(directive).findings, directive.rounding, language_),
                   say_.no_findings);
        break;
      case Kind::activities: {
        const std::vector<Activity>& activities = text_.answer(directive).activities;
        Table table = activities_table(activities, language_);
        table.summary = activities_summary(activities, language_);
        add_or_say(node, directive, std::move(table), say_.no_activities);
        break;
      }
      case Kind::comments:
        for (const Answer& answer : text_.answer(directive).unit_comments) {
          document_.blocks.emplace_back(
              Paragraph{{TextRun{answer.unit_name, TextRun::Style::strong}}});
          add_comment(answer);
        }
        break;
      case Kind::risk_levels:
      case Kind::risk_matrix:
      case Kind::risks:
      case Kind::controls:
      case Kind::mitigations:
        add_control(node, directive);
        break;
      case Kind::deliveries:
        add_table(node, directive, deliveries_table(content_.deliveries, language_));
        break;
      default:
        break;
    }
  }

  void add_sentence(const std::string& text) {
    document_.blocks.emplace_back(Paragraph{{TextRun{text}}});
  }
  void add_or_say(const BlockNode& node, const Directive& directive, Table table,
                  const char* when_empty) {
    if (table.rows.empty()) {
      add_sentence(when_empty);
    } else {
      add_table(node, directive, std::move(table));
    }
  }

  void add_control(const BlockNode& node, const Directive& directive) {
    const InternalControlPtr& control = text_.answer(directive).internal_control;
    if (!control) return;
    add_or_say(node, directive, control_table(directive, *control),
               control_words(language_).nothing);
  }

  Table control_table(const Directive& directive, const InternalControl& control) const {
    switch (directive.kind) {
      case Kind::risk_levels:
        return risk_levels_table(control, language_);
      case Kind::risk_matrix:
        return risk_matrix_table(control, language_);
      case Kind::risks:
        return risks_table(control, language_);
      case Kind::controls:
        return controls_table(control, directive.plan_only, language_);
      default:
        return mitigations_table(control, directive.plan_only, language_);
    }
  }

  void add_statement(const BlockNode& node, const Directive& directive) {
    const auto& statement = text_.answer(directive).statement;
    if (!statement) return;
    for (const auto& column : statement->columns) {
      if (standard_column(column.key) == nullptr) {
        document_.names.columns.emplace(column.key, column.title.in(language_));
      }
    }
    add_table(node, directive, statement_table(*statement, language_));
  }

  void add_chart(const BlockNode& node, const Directive& directive) {
    const Answer& answer = text_.answer(directive);
    const ChartRequest& request = directive.chart;
    Chart chart = answer.statement ? statement_chart(*answer.statement, request, language_)
                  : answer.scorecard
                      ? scorecard_chart(*answer.scorecard, content_.period, language_)
                      : series_chart(answer.series, request, language_);
    finish_table(node, directive, chart.data);
    chart.description = chart_description(chart, language_);
    document_.blocks.emplace_back(std::move(chart));
  }

  void add_table(const BlockNode& node, const Directive& directive, Table table) {
    finish_table(node, directive, table);
    document_.blocks.emplace_back(std::move(table));
  }

  /// Id, title and notes as the template says.
  void finish_table(const BlockNode& node, const Directive& directive, Table& table) {
    table.id = node.id;
    if (directive.title) {
      table.caption = text_.filled(*directive.title);
    } else if (const auto unit = catalog_.organisation.index_of(directive.unit)) {
      table.caption += ", " + catalog_.organisation.name(*unit, content_.period);
    }
    table.sheet = table.caption;
    if (directive.note) table.notes.insert(table.notes.begin(), text_.filled(*directive.note));
  }

  static BulletList list(const ListNode& node, const TextComposer& text) {
    BulletList made{.ordered = node.ordered};
    for (const Pieces& item : node.items) made.items.push_back(text.runs(item));
    return made;
  }

  /// A comment's text was parsed by whoever answered its requests; here it is parsed again, so
  /// that an Answer is plain data.
  void add_comment(const Answer& answered) {
    if (!answered.comment) return;
    const Comment& comment = *answered.comment;
    Diagnostics ignored;
    const auto parsed = Template::parse_comment(comment, ignored);
    if (!parsed) return;
    const TextComposer text(parsed->state(), answered.comment_answers, content_, language_);
    std::string byline = comment.author;
    if (!comment.date.empty()) byline += (byline.empty() ? "" : ", ") + comment.date;
    for (const Node& node : parsed->state().nodes) {
      if (const auto* paragraph = std::get_if<ParagraphNode>(&node)) {
        document_.blocks.emplace_back(
            Paragraph{.runs = text.runs(paragraph->pieces), .comment = true});
      } else if (const auto* items = std::get_if<ListNode>(&node)) {
        BulletList made = list(*items, text);
        made.comment = true;
        document_.blocks.emplace_back(std::move(made));
      }
    }
    auto* last =
        document_.blocks.empty() ? nullptr : std::get_if<Paragraph>(&document_.blocks.back());
    if (last == nullptr || !last->comment || !last->byline.empty()) {
      document_.blocks.emplace_back(Paragraph{.comment = true});
      last = std::get_if<Paragraph>(&document_.blocks.back());
    }
    last->byline = byline;
  }

  const Template::State& state_;
  const Content& content_;
  const Catalog& catalog_;
  Language language_;
  const Words& say_;
  TextComposer text_;
  Document document_;
};

}  // namespace

Document compose(const Template& parsed, const Content& content, const Catalog& catalog) {
  return Composer(parsed.state(), content, catalog).compose();
}

}  // namespace redthread::report
