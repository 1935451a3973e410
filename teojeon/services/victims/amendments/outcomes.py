"""What was done with a change, in the words in which both sides read it."""

from teojeon.services.victims.amendments.models import ADDENDUM, NOTED, ORDERED

OUTCOMES = {NOTED: "조사와 심의에 그대로 반영하거나 참고함", ADDENDUM: "심의 자료에 덧붙임", ORDERED: "추가로 조사함"}
