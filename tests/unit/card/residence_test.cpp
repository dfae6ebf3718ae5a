#include "card/residence.h"

#include "crypto/block_cipher.h"
#include "faults.h"
#include "records.h"
#include "residence_vectors.h"

namespace kazashi::card {
namespace {

using base::Bytes;
using base::Failure;
using base::FailureCode;
using base::Stage;

constexpr ResidenceRequest kEverything{.face = true, .address = true, .notes = true, .signature = true};

Bytes value(std::size_t size, std::uint8_t octet) { return Bytes(size, octet); }

std::string select(int number) {
  return "00a4040c10d392f0004f0" + std::to_string(number) + std::string(20, '0');
}

const Step kTypeFirst{"00b08a00000000", "c101319000"};
const Step kTypeSecond{"00b08a00000000", "c10230359000"};

Script opened(const Trace& trace, const Step& type) {
  return {type,
          {"0084000008", std::string(trace.challenge) + "9000"},
          {"0082000028" + std::string(trace.request) + "00", std::string(trace.answer) + "9000"},
          {"0820008613" + std::string(trace.number_object), "9000"}};
}

std::string protected_answer(const Trace& trace, base::ByteView file) {
  const auto cipher = trace.suite == ChannelSuite::triple_des ? crypto::BlockCipher::triple_des_2key
                                                              : crypto::BlockCipher::aes_128;
  const auto key = array_of<crypto::CipherKey>(trace.session);
  Bytes content{0x01};
  base::append(content, crypto::encrypt_cbc(cipher, key, crypto::padded(cipher, file)).value());
  return base::to_hex(tlv(0x86, content)) + "9000";
}

Step plain(std::string_view p1, const Bytes& file) {
  return {"00b0" + std::string(p1) + "00000000", base::to_hex(file) + "9000"};
}
Step hidden(const Trace& trace, std::string_view p1, const Bytes& file) {
  return {"08b0" + std::string(p1) + "00000004960200000000", protected_answer(trace, file)};
}

Script first_files() {
  const auto& trace = kFirstTrace;
  return {{select(2), "9000"},
          hidden(trace, "85", tlv(0xD0, value(7000, 1))),
          hidden(trace, "86", tlv(0xD1, value(3000, 2))),
          {select(3), "9000"},
          plain("81", together({tlv(0xD2, "20240401"), tlv(0xD3, "131221"), tlv(0xD4, value(320, 0))})),
          plain("82", tlv(0xD5, value(120, 0))),
          plain("83", tlv(0xD6, value(120, 0))),
          plain("84", tlv(0xD7, "0")),
          {select(4), "9000"},
          plain("82", together({tlv(0xDA, value(256, 3)), tlv(0xDB, value(1200, 4))}))};
}

Script first_whole() {
  return joined({opened(kFirstTrace, kTypeFirst), {plain("8b", tlv(0xC0, "0001"))}, first_files()});
}

Bytes entries() {
  return together({tlv(0xC5, value(8, '1')), tlv(0xC6, value(8, '2')), tlv(0xC7, "1"), tlv(0xC8, "XXX"),
                   tlv(0xC9, value(10, '3')), tlv(0xCE, "0500"), tlv(0xCA, "01"), tlv(0xCB, value(8, '4')),
                   tlv(0xCC, "2"), tlv(0xCD, value(8, '5'))});
}

Script second_whole() {
  const auto& trace = kSecondTrace;
  return joined({opened(trace, kTypeSecond),
                 {plain("8b", tlv(0xC0, "0002")),
                  {select(2), "9000"},
                  hidden(trace, "81", tlv(0xC2, kTraceNumber)),
                  hidden(trace, "83", entries()),
                  hidden(trace, "84", together({tlv(0xD0, value(2500, 1)), tlv(0xD1, value(3000, 2))})),
                  hidden(trace, "86", tlv(0xDFD1, value(2500, 3))),
                  {select(3), "9000"},
                  plain("81", together({tlv(0xD5, "0      "), tlv(0xD6, "00000000"), tlv(0xD7, "0")})),
                  plain("82", tlv(0xD8, "0")),
                  // this length is written longer than it needs: 207 octets in all
                  plain("83", together({tlv(0xD9, "0"), octets("de8200c8"), value(200, 0)})),
                  {select(4), "9000"},
                  plain("82", together({tlv(0xDC, value(96, 5)), tlv(0xDD, value(602, 6))}))}});
}

TEST_CASE("reads_a_card_of_the_first_generation_by_the_published_commands") {
  Talk talk;
  const auto reading =
      play(read_residence_card(trace_number(), trace_random(), kEverything), first_whole(), &talk);
  REQUIRE(reading);
  CHECK(reading->type == ResidenceType{ResidenceGeneration::first, ResidenceKind::residence_card});
  CHECK(reading->find(0xD0)->reveal().size() == 7000);
  CHECK(reading->find(0xD1)->reveal().size() == 3000);
  CHECK(reading->find(0xD3)->reveal_text() == "131221");
  CHECK(reading->find(0xDB)->reveal().size() == 1200);
  CHECK(reading->find(0xDC) == nullptr);
  CHECK(talk.stages == std::vector{Stage::checking_number, Stage::reading_data});
}

TEST_CASE("reads_a_card_of_the_second_generation_with_its_own_files") {
  const auto reading = play(read_residence_card(trace_number(), trace_random(), kEverything), second_whole());
  REQUIRE(reading);
  CHECK(reading->type == ResidenceType{ResidenceGeneration::second, ResidenceKind::residence_card});
  CHECK(reading->find(0xC2)->reveal_text() == kTraceNumber);
  CHECK(reading->find(0xDFD1)->reveal().size() == 2500);
  CHECK(reading->find(0xDE)->reveal().size() == 200);
}

TEST_CASE("reads_no_more_than_was_asked_for_and_selects_nothing_twice") {
  const ResidenceRequest face_only{.signature = false};
  const auto files = first_files();
  const auto reading = play(read_residence_card(trace_number(), trace_random(), face_only),
                            joined({opened(kFirstTrace, kTypeFirst), {files[0], files[1], files[2]}}));
  REQUIRE(reading);
  CHECK(reading->fields.size() == 2);
}

TEST_CASE("reads_what_a_special_permanent_resident_certificate_has") {
  const auto& trace = kFirstTrace;
  const auto files = first_files();
  const auto first = play(read_residence_card(trace_number(), trace_random(), kEverything),
                          joined({opened(trace, {"00b08a00000000", "c101329000"}),
                                  {plain("8b", tlv(0xC0, "0001")), files[0], files[1], files[2], files[3],
                                   files[4], files[8], files[9]}}));
  REQUIRE(first);
  CHECK(first->type.kind == ResidenceKind::special_permanent_resident);
  CHECK(first->find(0xD5) == nullptr);

  const auto six = together({tlv(0xC5, value(8, '1')), tlv(0xC6, value(8, '2')), tlv(0xC7, "1"),
                             tlv(0xC8, "XXX"), tlv(0xC9, value(10, '3')), tlv(0xCE, "0500")});
  const auto whole = second_whole();
  const auto second =
      play(read_residence_card(trace_number(), trace_random(), {.notes = true}),
           joined({opened(kSecondTrace, {"00b08a00000000", "c10230369000"}),
                   {whole[4], whole[5], whole[6], hidden(kSecondTrace, "83", six), whole[8], whole[10],
                    plain("81", together({tlv(0xD9, "0"), octets("de8200c8"), value(200, 0)})), whole[14],
                    whole[15]}}));
  REQUIRE(second);
  CHECK(second->find(0xCE)->reveal_text() == "0500");
  CHECK(second->find(0xCD) == nullptr);
}

TEST_CASE("takes_a_childs_card_without_a_photograph") {
  auto script = first_whole();
  for (const auto& answer : {std::string("6a82"), protected_answer(kFirstTrace, value(3004, 0)),
                             protected_answer(kFirstTrace, {})}) {
    script[7].answer = answer;
    const auto reading = play(read_residence_card(trace_number(), trace_random(), kEverything), script);
    REQUIRE(reading);
    CHECK(reading->find(0xD1) == nullptr);
  }
  script = first_whole();
  script[6].answer = "6a82";
  script.resize(7);
  check_failure(play(read_residence_card(trace_number(), trace_random(), {.address = true}),
                     {script[0], script[1], script[2], script[3], script[5], script[6]}),
                {FailureCode::card_file_missing, 0x6A82});
}

TEST_CASE("names_a_wrong_number_by_either_answer_that_means_it") {
  auto script = opened(kFirstTrace, kTypeFirst);
  script[3].answer = "6300";
  check_failure(play(read_residence_card(trace_number(), trace_random(), {}), script),
                {FailureCode::card_number_wrong});
  script.pop_back();
  script[2].answer = "6300";
  check_failure(play(read_residence_card(trace_number(), trace_random(), {}), script),
                {FailureCode::card_number_wrong});
}

TEST_CASE("goes_on_with_no_card_that_does_not_know_the_number") {
  auto script = opened(kFirstTrace, kTypeFirst);
  script.pop_back();
  script[2].answer = std::string(80, 'a') + "9000";
  check_failure(play(read_residence_card(trace_number(), trace_random(), {}), script),
                {FailureCode::secure_messaging_failed});
  script[2].answer = std::string(kSecondTrace.answer) + "9000";
  check_failure(play(read_residence_card(trace_number(), trace_random(), {}), script),
                {FailureCode::secure_messaging_failed});
}

TEST_CASE("calls_nothing_a_blocked_PIN_where_there_is_none") {
  auto script = opened(kFirstTrace, kTypeFirst);
  for (const auto& [status, failure] :
       std::vector<std::pair<std::string, Failure>>{{"6983", {FailureCode::card_status, 0x6983}},
                                                    {"6984", {FailureCode::card_status, 0x6984}},
                                                    {"6988", {FailureCode::secure_messaging_failed}},
                                                    {"6982", {FailureCode::card_access_denied, 0x6982}}}) {
    script[3].answer = status;
    check_failure(play(read_residence_card(trace_number(), trace_random(), {}), script), failure);
  }
}

TEST_CASE("leads_a_card_back_to_its_master_file_where_it_has_been_used") {
  const auto files = first_files();
  const auto reading = play(read_residence_card(trace_number(), trace_random(), {.signature = false}),
                            joined({{{"00b08a00000000", "6a82"}, {"00a40000", "9000"}},
                                    opened(kFirstTrace, kTypeFirst),
                                    {files[0], files[1], files[2]}}));
  CHECK(reading);
}

TEST_CASE("recognises_a_My_Number_Card_with_residence_function_and_says_it_cannot_read_it") {
  const auto make = [] { return read_residence_card(trace_number(), trace_random(), {}); };
  for (const auto* type : {"c10230379000", "c10230389000"}) {
    check_failure(play(make(), {{"00b08a00000000", type}}), {FailureCode::card_kind_unsupported});
  }
  check_failure(play(make(), {{"00b08a00000000", "6986"}, {"00a40000", "6a86"}, {select(1), "9000"}}),
                {FailureCode::card_kind_unsupported});
  check_failure(play(make(), {{"00b08a00000000", "6986"}, {"00a40000", "6a86"}, {select(1), "6a82"}}),
                {FailureCode::card_application_missing, 0x6A82});
}

TEST_CASE("refuses_types_that_no_card_has") {
  for (const auto* type : {"9000", "c101339000", "c1009000", "c10230309000", "c10131aa9000",
                           "c20131"
                           "9000"}) {
    CAPTURE(type);
    const auto result =
        play(read_residence_card(trace_number(), trace_random(), {}), {{"00b08a00000000", type}});
    REQUIRE_FALSE(result);
    CHECK(result.error().code == FailureCode::card_file_malformed);
  }
}

TEST_CASE("ends_every_fault_at_every_step_of_both_generations_with_a_name") {
  const auto make = [] { return read_residence_card(trace_number(), trace_random(), kEverything); };
  for (const auto& script : {first_whole(), second_whole()}) {
    const auto sound = [&](const ResidenceReading& reading) {
      const auto expected = play(make(), script);
      return std::ranges::all_of(reading.fields, [&](const ResidenceField& field) {
        const auto* value_of = expected->find(field.tag);
        return value_of != nullptr && std::ranges::equal(value_of->reveal(), field.value.reveal());
      });
    };
    inject_everywhere(make, script, "", sound);
    remove_everywhere(make, script, "", false);
  }
  survive_hostile_cards(make, opened(kFirstTrace, kTypeFirst), "", "86821b6101");
  survive_hostile_cards(make, opened(kSecondTrace, kTypeSecond), "", "8682159101");
}

}  // namespace
}  // namespace kazashi::card
